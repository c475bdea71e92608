using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.CodeFixes.Weaving.Splitting;
using Reality.Generators.Binding;

namespace Reality.CodeFixes.Weaving;

/// <summary>What a class needs so that its methods can be woven: it and the types around it are partial, it is marked, and has an <c>IReality</c>.</summary>
internal sealed class ClassWeaving
{
    private readonly INamedTypeSymbol _type;
    private readonly List<SplitBody> _bodies = [];

    private ClassWeaving(INamedTypeSymbol type) => _type = type;

    /// <summary>The one of a class among fixes that are applied together.</summary>
    public static ClassWeaving Of(Edits edits, INamedTypeSymbol type)
    {
        var name = type.ToDisplayString();
        return edits.Share(("weaving", name), () => new ClassWeaving(type), (weaving, token) => weaving.WriteAsync(edits, token));
    }

    /// <summary>Remembers what was taken out of a method, so that a parameter which only that used goes too.</summary>
    public void Add(SplitBody body) => _bodies.Add(body);

    private async Task WriteAsync(Edits edits, CancellationToken cancellationToken)
    {
        for (var type = _type; type is not null; type = type.ContainingType)
        {
            foreach (var part in type.DeclaringSyntaxReferences)
            {
                if (edits.Solution.GetDocument(part.SyntaxTree) is { } document
                    && await part.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is TypeDeclarationSyntax syntax
                    && !syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
                {
                    edits.Insert(document, syntax.Keyword.SpanStart, "partial ");
                }
            }
        }

        if (_type.DeclaringSyntaxReferences is not [var own, ..]
            || edits.Solution.GetDocument(own.SyntaxTree) is not { } home
            || await own.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not TypeDeclarationSyntax declaration
            || await FixSite.OpenAsync(home, cancellationToken).ConfigureAwait(false) is not { } site)
        {
            return;
        }

        if (_type.Find(KnownNames.Repository) is null && !_type.IsStatic && _type.TypeKind == TypeKind.Class)
        {
            Mark(edits, site, declaration);
        }

        if (RealitySource.Of(_type, site.Compilation).Expression.Length == 0 && RealityParameter.CanBeAdded(_type))
        {
            await RealityParameter.WriteAsync(edits, _type, UnreadParameters(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Mark(Edits edits, FixSite site, TypeDeclarationSyntax declaration)
    {
        var first = declaration.Modifiers.Count > 0 ? declaration.Modifiers[0] : declaration.Keyword;
        var line = SourceLines.BreakOf(site.Text) + SourceLines.IndentationAt(site.Text, first.SpanStart);
        edits.Insert(site.Document, first.SpanStart, $"[RealityRepository]{line}");
        UsingDirectives.Ensure(edits, site, declaration.SpanStart, "Reality", "RealityRepositoryAttribute");
    }

    /// <summary>The primary constructor's parameters that nothing but what was taken out used: left, they would be warned about.</summary>
    private HashSet<string> UnreadParameters()
    {
        var taken = _bodies.SelectMany(static body => body.Names.SelectMany(static names => names).Where(body.Edits.IsGone))
            .Concat(_bodies.SelectMany(static body => body.Names.SelectMany(static names => names).Where(name => body.IsHandedIn(name))))
            .ToList();
        var names = RealitySource.PrimaryParametersOf(_type)
            .Select(static parameter => parameter.Name)
            .Where(name => taken.Any(one => one.Identifier.ValueText == name))
            .ToList();
        var left = _type.DeclaringSyntaxReferences.SelectMany(static part => part.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(one => names.Contains(one.Identifier.ValueText) && !taken.Contains(one))
            .Select(static one => one.Identifier.ValueText);
        return [.. names.Except(left)];
    }
}
