using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Emit;
using Reality.Generators.Facts;

namespace Reality.Generators.Rules.Facts;

/// <summary>
/// The facts that the generator wrote into a compilation, read off its files: those of types that have not changed are the same files as before, and
/// are looked at once. To ask the compiler for the constants would bind each of them after every keystroke.
/// </summary>
internal static class SourceFacts
{
    private static readonly string[] FileEnds = [FactsWriter.FileEnd, ContractSource.FileEnd];

    private static readonly ConditionalWeakTable<SyntaxTree, string[]> Known = new();

    public static IEnumerable<string> TextsOf(Compilation compilation) => compilation.SyntaxTrees
        .Where(static tree => FileEnds.Any(end => tree.FilePath.EndsWith(end, StringComparison.Ordinal)))
        .SelectMany(static tree => Known.GetValue(tree, static tree => [.. TextsOf(tree.GetRoot())]));

    private static IEnumerable<string> TextsOf(SyntaxNode root) => root.ChildNodes()
        .OfType<BaseNamespaceDeclarationSyntax>()
        .Where(static space => space.Name.ToString() == FactsWriter.Namespace)
        .SelectMany(static space => space.Members.OfType<ClassDeclarationSyntax>())
        .SelectMany(static type => type.Members.OfType<FieldDeclarationSyntax>())
        .SelectMany(static field => field.Declaration.Variables)
        .Where(static variable => variable.Identifier.ValueText == FactsWriter.Constant)
        .Select(static variable => variable.Initializer?.Value)
        .OfType<LiteralExpressionSyntax>()
        .Select(static text => text.Token.ValueText);
}
