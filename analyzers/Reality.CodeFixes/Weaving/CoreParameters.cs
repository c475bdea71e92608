using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Reality.CodeFixes.Weaving.Splitting;
using Reality.Generators.Binding;

namespace Reality.CodeFixes.Weaving;

/// <summary>The parameters of a core as they stand in source.</summary>
internal static class CoreParameters
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The connection, then the contract's parameters without their defaults.</summary>
    public static IEnumerable<string> Of(FixSite site, IMethodSymbol contract, int position, string connection)
    {
        var name = contract.Parameters.Any(static one => one.Name == "db") ? "connection" : "db";
        return contract.Parameters.Select(one => $"{Show(site, one.Type, position)} {TypeText.Identifier(one.Name)}").Prepend($"{connection} {name}");
    }

    /// <summary>A type as one would write it at a place.</summary>
    public static string Show(FixSite site, ITypeSymbol type, int position) => type.ToMinimalDisplayString(site.Model, position, Format);

    /// <summary>
    /// The change that gives a core the parameters which it lacks, in the contract's order. One that has more than the contract uses
    /// them, and nobody could give them to it.
    /// </summary>
    public static TextChange? Fitting(FixSite site, IMethodSymbol contract)
    {
        var cores = contract.ContainingType.GetMembers(CoreBinder.NameOf(contract)).OfType<IMethodSymbol>().ToList();
        if (cores is not [{ IsGenericMethod: false, DeclaringSyntaxReferences: [var reference] } core]
            || reference.SyntaxTree != site.Root.SyntaxTree
            || reference.GetSyntax() is not MethodDeclarationSyntax syntax
            || !SymbolEqualityComparer.Default.Equals(core.ReturnType, contract.ReturnType))
        {
            return null;
        }

        var kept = core.Parameters.Where(static one => !DataTypes.IsConnection(one.Type)).ToList();
        if (kept.Any(one => one.RefKind != RefKind.None || !contract.Parameters.Any(other => other.Name == one.Name || IsToken(other) && IsToken(one))))
        {
            return null;
        }

        var connection = syntax.ParameterList.Parameters.FirstOrDefault(one => site.Model.GetDeclaredSymbol(one) is IParameterSymbol symbol && DataTypes.IsConnection(symbol.Type));
        var values = contract.Parameters
            .Where(one => !IsToken(one) || kept.Any(IsToken))
            .Select(one => $"{Show(site, one.Type, syntax.SpanStart)} {(IsToken(one) ? kept.First(IsToken).Name : TypeText.Identifier(one.Name))}");
        string[] all = connection is null ? [.. values] : [$"{connection.Type} {connection.Identifier.Text}", .. values];
        return new(syntax.ParameterList.Span, $"({string.Join(", ", all)})");
    }

    private static bool IsToken(IParameterSymbol parameter) => TypeText.Is(parameter.Type, KnownNames.Token);
}
