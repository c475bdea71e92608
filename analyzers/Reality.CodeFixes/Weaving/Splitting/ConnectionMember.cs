using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>A connection or a data source that the class keeps.</summary>
internal static class ConnectionMember
{
    /// <summary>The type of a field, a property or a primary constructor's parameter; <see langword="null"/> for others.</summary>
    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { IsStatic: false } field => field.Type,
        IPropertySymbol { IsStatic: false, IsIndexer: false, ContainingType: { } type } property when !IsOfData(type) => property.Type,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter => parameter.Type,
        _ => null,
    };

    /// <summary>Commands that a data source makes are made for the connection.</summary>
    public static OwnConnection? OfSource(SplitBody body, ISymbol source, ITypeSymbol type)
    {
        var isNpgsql = type.Name == "NpgsqlDataSource";
        var name = body.Free("db", "connection");
        var uses = body.UsesOf(source).Select(use => (Whole: SplitBody.WholeOf(use), Call: SplitBody.CallOn(SplitBody.WholeOf(use)))).ToList();
        foreach (var (whole, call) in uses)
        {
            if (call is not (var invocation, "CreateCommand") || invocation.ArgumentList.Arguments.Count > 0 && !isNpgsql && DeclarationOf(invocation) is null)
            {
                continue;
            }

            var text = invocation.ArgumentList.Arguments.Count == 0 ? null : invocation.ArgumentList.Arguments[0].Expression.ToString();
            body.Edits.Replace(invocation, text is null || !isNpgsql ? $"{name}.CreateCommand()" : $"new NpgsqlCommand({text}, {name})");
            if (text is not null && !isNpgsql && DeclarationOf(invocation) is { } declaration)
            {
                var site = body.Site;
                var line = SourceLines.BreakOf(site.Text) + SourceLines.IndentationAt(site.Text, declaration.SpanStart);
                body.Edits.Insert(declaration.Span.End, $"{line}{declaration.Declaration.Variables[0].Identifier.Text}.CommandText = {text};");
            }
        }

        if (uses.Any(use => !body.Edits.IsGone(use.Whole)))
        {
            body.Edits.Comment(
                (SyntaxNode?)uses.First(use => !body.Edits.IsGone(use.Whole)).Whole.FirstAncestorOrSelf<StatementSyntax>() ?? body.Syntax,
                $"TODO: '{name}' is open already, and in the contract's transaction where it writes. Use it for the SQL below and remove the connection that is opened here.");
        }

        return new(isNpgsql ? "NpgsqlConnection" : "DbConnection", name);
    }

    private static LocalDeclarationStatementSyntax? DeclarationOf(InvocationExpressionSyntax call) =>
        call.Parent is EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration } ? declaration : null;

    // A command's or transaction's Connection is the one that it was made for.
    private static bool IsOfData(ITypeSymbol type) => DataTypes.IsCommand(type) || DataTypes.IsTransaction(type);
}
