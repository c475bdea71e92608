using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;
using Reality.Generators.Rules.Facts;
using Reality.Generators.Sql;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Rules.Keys.RowsBeside;

/// <summary>RLT1009: a key of one row, beside a key of a collection of such rows. Judged by the payloads, and by the tables where they are known.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RowBesideRowsAnalyzer : RealityAnalyzer
{
    internal static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1009",
        "Key per row beside a key of the same rows",
        "'{0}' is one row of what '{1}' holds ('{2}'), so each write of it invalidates both and clients hold it twice. Take the row from the collection where that is enough.",
        RuleCategory.Keys,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Two keys over the same rows cost each write two bumps and each client two fetches.",
        RulePage.Of("RLT1009"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var bindings = Bindings.Of(context.Compilation);
        var declarations = DeclarationsOf(type, bindings, context);
        var display = TypeText.Dotted(type);
        foreach (var declaration in declarations)
        {
            if (declaration.Key is { } model && KeyFact.Of(model) is { } row && IsRow(row, declaration.Signature.Result!))
            {
                var element = TypeText.Bare(declaration.Signature.Result!);
                var mine = declarations.Where(other => other != declaration && ElementOf(other) == element).Select(static other => KeyFact.Of(other.Key!));
                var others = bindings.Facts.EveryKey.Where(key => key.Contract != display && IsCollectionOf(key.Payload, element));
                if (mine.Concat(others).OfType<KeyFact>().FirstOrDefault(rows => MayMeet(row, rows, bindings.Facts)) is { } found)
                {
                    var location = ProblemLocation.OfTemplate(declaration.Method.Find(KnownNames.Key)!, context.CancellationToken);
                    context.ReportDiagnostic(Diagnostic.Create(Descriptor, location, row.Template.Text, found.Template.Text, found.Read));
                }
            }
        }
    }

    private static List<Declaration> DeclarationsOf(INamedTypeSymbol type, Bindings bindings, SymbolAnalysisContext context) => type.TypeKind == TypeKind.Interface
        ? [.. type.GetMembers().OfType<IMethodSymbol>().Where(AttributeReading.IsAnnotated).Select(method => bindings.Contract(method, context.Compilation, context.CancellationToken))]
        : WovenTypes.IsWoven(type)
            ? [.. bindings.Repository(type, context.Compilation, context.CancellationToken).Methods.Where(static method => !method.IsOfInterface).Select(static method => method.Declaration)]
            : [];

    // A placeholder at the end that is the row's id by its name and its type.
    private static bool IsRow(KeyFact key, ITypeSymbol payload)
    {
        var row = payload is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : payload;
        return key.Template.Segments[key.Template.Segments.Count - 1].IsPlaceholder
            && Identity.Of(row).ToList() is [var identity]
            && key.Placeholders[key.Placeholders.Count - 1] is var last
            && (Is(last.Name, identity.Name) || Is(last.Name, row.Name + "Id") || Is(last.Name, "id"))
            && TypeText.Bare(identity is IPropertySymbol property ? property.Type : ((IFieldSymbol)identity).Type) == last.Type;
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string? ElementOf(Declaration declaration) =>
        declaration is { Key: not null, Signature.Result: { } result } && Sequences.ElementOf(result) is { } element ? TypeText.Bare(element) : null;

    private static bool IsCollectionOf(string payload, string element) =>
        payload == element + "[]" || (payload.StartsWith("global::System.Collections.", StringComparison.Ordinal) && payload.TrimEnd('?').EndsWith($"<{element}>", StringComparison.Ordinal));

    private static bool MayMeet(KeyFact row, KeyFact rows, FactsIndex facts)
    {
        var (mine, its) = (TablesOf(row, facts), TablesOf(rows, facts));
        return mine.Count == 0 || its.Count == 0
            || mine.Any(table => its.Any(other => TableComparison.Compare(table, SqlDialect.Unknown, other, SqlDialect.Unknown) != TableIdentity.Different));
    }

    private static List<TableName> TablesOf(KeyFact key, FactsIndex facts) =>
        [.. facts.AllReadsOf(key.Signature).SelectMany(static read => read.Tables.Reads).Select(static read => read.Table)];
}
