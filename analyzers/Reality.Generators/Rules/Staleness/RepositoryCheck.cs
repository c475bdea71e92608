using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;
using Reality.Generators.Rules.Facts;
using Reality.Generators.Sql;
using Reality.Grammar;

namespace Reality.Generators.Rules.Staleness;

/// <summary>Judges the methods of one repository.</summary>
internal sealed class RepositoryCheck
{
    private readonly SymbolAnalysisContext _context;
    private readonly List<CheckedMethod> _methods;
    private readonly KeyViews _views;
    private readonly NeedlessInvalidations _needless;
    private readonly EditedRows _edited;

    public RepositoryCheck(INamedTypeSymbol type, IReadOnlyDictionary<SyntaxTree, SemanticModel> models, SymbolAnalysisContext context)
    {
        _context = context;
        var bindings = Bindings.Of(context.Compilation);
        var methods = new RepositoryMethods(bindings.Repository(type, context.Compilation, context.CancellationToken), models, context);
        _methods = [.. methods.All()];
        var display = TypeText.Dotted(type);
        _views = new(display, _methods, bindings.Facts);
        _needless = new(new(() => [.. methods.Bodies()]), _views, TableBinder.DeclaredOf(context.Compilation), bindings.Facts);
        _edited = new(display, _methods, bindings.Facts);
    }

    public void Report()
    {
        foreach (var method in _methods.Where(static method => !method.IsIgnored))
        {
            if (!method.IsKnown)
            {
                ReportUnknown(method);
            }
            else if (method.Contract is null || (!method.IsRead && method.Contract.Declaration.Bumps.Count == 0))
            {
                ReportUninvalidating(method);
            }
            else if (method.IsRead)
            {
                ReportEditedIds(method);
            }
            else
            {
                ReportForgotten(method);
                ReportNeedless(method);
            }
        }
    }

    private void ReportUnknown(CheckedMethod method)
    {
        if (!method.Tables.IsBroken && !(method.Contract is null && method.Tables.BumpsByHand))
        {
            _context.ReportDiagnostic(Diagnostic.Create(StalenessRules.Unchecked, method.Location, method.Name, method.Tables.Unknown));
        }
    }

    private void ReportUninvalidating(CheckedMethod method)
    {
        var forgotten = ForgottenBy(method).ToList();
        if (forgotten.Count == 0)
        {
            return;
        }

        var (view, table, _) = forgotten[0];
        var attributes = forgotten.Select(static one => one.Suggestion.Attribute).Distinct();
        Report(
            StalenessRules.Uninvalidating,
            method,
            forgotten.Select(static one => one.Suggestion.Template),
            [method.Name, table, view.Key.Template.Text, view.Read, string.Join(" and ", attributes), forgotten.Count == 1 ? forgotten[0].Suggestion.Remark : string.Empty]);
    }

    private void ReportForgotten(CheckedMethod method)
    {
        foreach (var (view, table, suggestion) in ForgottenBy(method))
        {
            Report(
                StalenessRules.Forgotten,
                method,
                [suggestion.Template],
                [method.Name, table, view.Key.Template.Text, view.Read, suggestion.Attribute, suggestion.Remark]);
        }
    }

    private void ReportNeedless(CheckedMethod method)
    {
        foreach (var (bump, view) in _needless.Of(method))
        {
            _context.ReportDiagnostic(Diagnostic.Create(
                StalenessRules.Needless,
                LocationOf(method, method.Method.GetAttributes()[bump.Attribute], string.Empty),
                method.Name,
                bump.Template,
                view.Read,
                Names(view.Tables.Reads.Select(static read => read.Table)),
                Names(method.Tables.Writes.Select(static write => write.Table))));
        }
    }

    private void ReportEditedIds(CheckedMethod method)
    {
        if (method.Contract!.Declaration.Read is { Ids: not null, Key: var model }
            && KeyFact.Of(model) is { } key
            && _edited.Of(new(key, method.Name, method.Tables)) is var (write, table))
        {
            _context.ReportDiagnostic(Diagnostic.Create(
                StalenessRules.EditedIds, LocationOf(method, method.Method.Find(KnownNames.Key)!, "Hash"), key.Template.Text, write, table));
        }
    }

    // What stands at an interface's attribute is not the class's to report.
    private Location LocationOf(CheckedMethod method, AttributeData attribute, string argument) => method.Contract is { IsOfInterface: true }
        ? method.Location
        : ProblemLocation.OfArgument(attribute, argument, 0, 0, _context.CancellationToken);

    private static string Names(IEnumerable<TableName> tables) => string.Join(", ", tables.Select(static table => $"'{table}'").Distinct());

    private void Report(DiagnosticDescriptor rule, CheckedMethod method, IEnumerable<string> templates, object[] arguments) => _context.ReportDiagnostic(Diagnostic.Create(
        rule,
        method.Location,
        ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Templates, string.Join("\n", templates.Distinct())),
        arguments));

    /// <summary>The keys that a method changes and does not invalidate, each template once.</summary>
    private IEnumerable<(KeyView View, TableName Table, Suggestion Suggestion)> ForgottenBy(CheckedMethod method)
    {
        // Which keys are raised by hand nobody has looked at.
        if (method.Tables.BumpsByHand)
        {
            yield break;
        }

        var done = InvalidatedBy(method);
        foreach (var view in _views.For(method.Tables))
        {
            if (view.Tables.Unknown is null && !done.Contains(view.Key.Signature) && view.MetBy(method.Tables) is { } table)
            {
                done.Add(view.Key.Signature);
                yield return (view, table, Suggestion.For(view.Key, method.Method, _context.Compilation));
            }
        }
    }

    /// <summary>The templates that a method invalidates, itself or by the contracts that it calls.</summary>
    private static HashSet<string> InvalidatedBy(CheckedMethod method)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in method.Tables.Contracts.Concat(method.Contract?.Declaration.Bumps.Select(static bump => bump.Template) ?? []))
        {
            if (KeyTemplate.TryParseInvalidation(text, out var template, out _))
            {
                done.Add(template.Signature);
            }
        }

        return done;
    }
}
