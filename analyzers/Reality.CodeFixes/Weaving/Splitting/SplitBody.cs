using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>The body of a method on its way to be a core.</summary>
internal sealed class SplitBody
{
    public SplitBody(FixSite site, MethodDeclarationSyntax method)
    {
        Site = site;
        Method = method;
        Syntax = (SyntaxNode?)method.Body ?? method.ExpressionBody!;
        Edits = new(site.Text, Syntax);
        Names = Syntax.DescendantNodes().OfType<IdentifierNameSyntax>().ToLookup(static name => name.Identifier.ValueText, StringComparer.Ordinal);
    }

    public FixSite Site { get; }

    public MethodDeclarationSyntax Method { get; }

    public SyntaxNode Syntax { get; }

    public BodyEdits Edits { get; }

    /// <summary>Every name in the body.</summary>
    public ILookup<string, IdentifierNameSyntax> Names { get; }

    /// <summary>What the class kept and the core's first parameter of the same name is now.</summary>
    public ISymbol? HandedIn { get; set; }

    public bool IsHandedIn(IdentifierNameSyntax name) =>
        HandedIn is not null && name.Identifier.ValueText == HandedIn.Name && SymbolEqualityComparer.Default.Equals(SymbolOf(name), HandedIn);

    /// <summary>The uses of a symbol that are still there.</summary>
    public IReadOnlyList<IdentifierNameSyntax> UsesOf(ISymbol symbol) =>
        [.. Names[symbol.Name].Where(name => !Edits.IsGone(name) && SymbolEqualityComparer.Default.Equals(SymbolOf(name), symbol))];

    public ISymbol? SymbolOf(SyntaxNode node) => Site.Model.GetSymbolInfo(node).Symbol;

    public ITypeSymbol? TypeOf(SyntaxNode node) => Site.Model.GetTypeInfo(node).Type;

    /// <summary>The expression that a name is the last part of: <c>this.name</c> or the name itself.</summary>
    public static ExpressionSyntax WholeOf(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name == name ? access : name;

    /// <summary>The call of a method on a value, such as <c>db.OpenAsync(ct)</c>, and its name.</summary>
    public static (InvocationExpressionSyntax Call, string Name)? CallOn(ExpressionSyntax value) =>
        value.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Expression == value
            ? (call, access.Name.Identifier.ValueText)
            : null;

    /// <summary>The statement that consists of a call, awaited or not.</summary>
    public static ExpressionStatementSyntax? StatementOf(ExpressionSyntax call)
    {
        SyntaxNode node = call;
        while (node.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax
            || node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }
            || node.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } } around && around.Expression == node)
        {
            node = node.Parent;
        }

        return node.Parent as ExpressionStatementSyntax;
    }

    /// <summary>A name that nothing in the method has.</summary>
    public string Free(params string[] names)
    {
        var taken = new HashSet<string>(Method.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText), StringComparer.Ordinal);
        return names.FirstOrDefault(name => !taken.Contains(name)) ?? names[0] + "Connection";
    }
}
