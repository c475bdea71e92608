using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Reality.CodeFixes.Text;
using Reality.Generators.Binding;

namespace Reality.CodeFixes.Weaving;

/// <summary>Gives a class an <c>IReality</c>: in its primary constructor, or in a field that its only ordinary one sets.</summary>
internal static class RealityParameter
{
    /// <summary>Whether it is clear where it belongs.</summary>
    public static bool CanBeAdded(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false, DeclaringSyntaxReferences.IsEmpty: false }
        && (HasPrimary(type) || OrdinaryOf(type).Count < 2)
        && !type.GetMembers().OfType<IMethodSymbol>().Any(static method => method.IsAnnotated() && method.Parameters.Any(static one => one.Name == "reality"));

    public static async Task WriteAsync(Edits edits, INamedTypeSymbol type, IReadOnlyCollection<string> unread, CancellationToken cancellationToken)
    {
        var ordinary = OrdinaryOf(type);
        var (tree, span) = HasPrimary(type) ? PrimaryOf(type)
            : ordinary.Count == 1 ? (ordinary[0].SyntaxTree, ordinary[0].Span)
            : (type.DeclaringSyntaxReferences[0].SyntaxTree, type.DeclaringSyntaxReferences[0].Span);
        if (edits.Solution.GetDocument(tree) is not { } document || await FixSite.OpenAsync(document, cancellationToken).ConfigureAwait(false) is not { } site)
        {
            return;
        }

        UsingDirectives.Ensure(edits, site, span.Start, "Reality", "IReality");
        switch (site.Root.FindNode(span))
        {
            case ConstructorDeclarationSyntax constructor:
                WriteField(edits, site, type, constructor);
                break;
            case TypeDeclarationSyntax { ParameterList: { } list }:
                edits.TryAdd(document, [Parameters(site.Text, list, unread)]);
                break;
            case TypeDeclarationSyntax declaration:
                edits.Insert(document, declaration.TypeParameterList?.Span.End ?? declaration.Identifier.Span.End, "(IReality reality)");
                break;
        }
    }

    private static bool HasPrimary(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(static one => one.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null });

    private static (SyntaxTree Tree, TextSpan Span) PrimaryOf(INamedTypeSymbol type)
    {
        var part = type.DeclaringSyntaxReferences.First(static one => one.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null });
        return (part.SyntaxTree, part.Span);
    }

    private static List<ConstructorDeclarationSyntax> OrdinaryOf(INamedTypeSymbol type) =>
        [.. type.InstanceConstructors.SelectMany(static one => one.DeclaringSyntaxReferences).Select(static one => one.GetSyntax()).OfType<ConstructorDeclarationSyntax>()];

    private static TextChange Parameters(SourceText text, ParameterListSyntax list, IReadOnlyCollection<string> unread)
    {
        var kept = list.Parameters.Where(one => !unread.Contains(one.Identifier.ValueText)).ToList();
        if (kept.Count == list.Parameters.Count && kept.Count > 0)
        {
            var separator = SourceLines.IsFirstInLine(text, kept[0].SpanStart) ? "," + SourceLines.BreakOf(text) + SourceLines.IndentationAt(text, kept[0].SpanStart) : ", ";
            return new(new(kept[0].SpanStart, 0), "IReality reality" + separator);
        }

        return new(list.Span, $"({string.Join(", ", ["IReality reality", .. kept.Select(static one => one.ToString())])})");
    }

    private static void WriteField(Edits edits, FixSite site, INamedTypeSymbol type, ConstructorDeclarationSyntax constructor)
    {
        var text = site.Text;
        var line = SourceLines.BreakOf(text);
        var indentation = SourceLines.IndentationAt(text, constructor.GetFirstToken().SpanStart);
        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(static one => !one.IsStatic && !one.IsImplicitlyDeclared).ToList();
        var isUnderscored = fields.Count == 0 || fields.Any(static one => one.Name.StartsWith("_", StringComparison.Ordinal));
        var (name, target) = isUnderscored ? ("_reality", "_reality") : ("reality", "this.reality");
        var before = fields.Select(static one => one.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<FieldDeclarationSyntax>())
            .FirstOrDefault(one => one is not null && one.Parent == constructor.Parent);
        var field = $"private readonly IReality {name};";
        if (before is not null)
        {
            edits.Insert(site.Document, text.Lines.GetLineFromPosition(before.GetFirstToken().SpanStart).Start, indentation + field + line);
        }
        else
        {
            var start = text.Lines.GetLineFromPosition(constructor.GetFirstToken(includeDocumentationComments: true).SpanStart).Start;
            edits.Insert(site.Document, start, indentation + field + line + line);
        }

        edits.TryAdd(site.Document, [Parameters(text, constructor.ParameterList, [])]);
        var step = SourceLines.StepOf(text, constructor);
        if (constructor.Body is { } body)
        {
            var isOneLine = body.Statements.Count == 0 && text.Lines.GetLineFromPosition(body.SpanStart).LineNumber == text.Lines.GetLineFromPosition(body.Span.End).LineNumber;
            if (isOneLine)
            {
                edits.Replace(site.Document, TextSpan.FromBounds(body.OpenBraceToken.GetPreviousToken().Span.End, body.Span.End), $"{line}{indentation}{{{line}{indentation}{step}{target} = reality;{line}{indentation}}}");
            }
            else
            {
                edits.Insert(site.Document, body.OpenBraceToken.Span.End, $"{line}{indentation}{step}{target} = reality;");
            }
        }
        else if (constructor.ExpressionBody is { } arrow)
        {
            var span = TextSpan.FromBounds(arrow.GetFirstToken().GetPreviousToken().Span.End, constructor.Span.End);
            edits.Replace(site.Document, span, $"{line}{indentation}{{{line}{indentation}{step}{target} = reality;{line}{indentation}{step}{arrow.Expression};{line}{indentation}}}");
        }
    }
}
