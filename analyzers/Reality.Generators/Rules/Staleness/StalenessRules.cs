using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Reality.Generators.Rules.Staleness;

/// <summary>The rules that compare what methods write with what keys' reads read. They share one look at the SQL.</summary>
internal static class StalenessRules
{
    public static readonly DiagnosticDescriptor Uninvalidating = new(
        "RLT4001",
        "Method writes what keys read and invalidates nothing",
        "'{0}' writes '{1}', which '{2}' reads ('{3}'), and invalidates nothing: add {4}{5}",
        RuleCategory.Staleness,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Clients that show the key keep showing what was there before.",
        RulePage.Of("RLT4001"));

    public static readonly DiagnosticDescriptor Forgotten = new(
        "RLT4002",
        "Write does not invalidate a key that reads what it writes",
        "'{0}' writes '{1}', which '{2}' reads ('{3}'), and does not invalidate it: add {4}{5}",
        RuleCategory.Staleness,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Clients that show the key keep showing what was there before.",
        RulePage.Of("RLT4002"));

    public static readonly DiagnosticDescriptor Needless = new(
        "RLT4003",
        "Invalidated key reads nothing that is written",
        "'{0}' invalidates '{1}', whose read ('{2}') uses {3}; it writes {4}. Remove the invalidation, or say with [RealityIgnore] why it is right.",
        RuleCategory.Staleness,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Every client that shows the key asks for it again, and nothing has changed.",
        RulePage.Of("RLT4003"));

    public static readonly DiagnosticDescriptor EditedIds = new(
        "RLT4004",
        "Rows behind an Ids hash are edited in place",
        "'{0}' is hashed by the ids of its rows, and '{1}' edits rows of '{2}' in place, so each such write gets a fresh hash: use RealityHash.Content",
        RuleCategory.Staleness,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Ids suits rows that are only added and removed.",
        RulePage.Of("RLT4004"));

    public static readonly DiagnosticDescriptor Unchecked = new(
        "RLT4005",
        "SQL is not known, so the method cannot be checked",
        "The SQL of '{0}' cannot be checked: {1}. Make it a constant text, or say with [RealityIgnore] why the method is right.",
        RuleCategory.Staleness,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "What a method writes or reads is told from its SQL. Where that is not known, no other rule of the group says anything of it.",
        RulePage.Of("RLT4005"));

    public static readonly ImmutableArray<DiagnosticDescriptor> All = [Uninvalidating, Forgotten, Needless, EditedIds, Unchecked];
}
