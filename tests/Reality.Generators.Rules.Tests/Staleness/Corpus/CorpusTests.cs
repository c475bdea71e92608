using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Staleness.Corpus;

/// <summary>
/// Repositories as people write them, each file a project of its own that marks what the staleness rules have to say of it. Most of it is
/// right, and of that they say nothing.
/// </summary>
public sealed class CorpusTests
{
    private const int Least = 150;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder(), "*.cs.txt").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public Task They_say_what_is_marked_and_nothing_else(string file) => RuleProject.Of(Read(file)).WithData().Only("RLT4").Verify();

    [Fact]
    public void There_are_enough_methods()
    {
        var methods = Files.SelectMany(file => MethodsOf((string)file.Data)).ToList();

        Assert.True(methods.Count >= Least, $"The corpus has {methods.Count} methods of repositories; it should have {Least} or more.");
        Assert.Equal(methods.Count, methods.Distinct().Count());
    }

    /// <summary>Contracts and other public methods; the cores belong to their contracts, and helpers to whoever calls them.</summary>
    private static IEnumerable<string> MethodsOf(string file) => CSharpSyntaxTree.ParseText(Markup.Parse(Read(file)).Source)
        .GetRoot()
        .DescendantNodes()
        .OfType<MethodDeclarationSyntax>()
        .Where(static method => method.Modifiers.Any(SyntaxKind.PublicKeyword) || method.AttributeLists.Count > 0)
        .Where(static method => method.Parent is InterfaceDeclarationSyntax || ((TypeDeclarationSyntax)method.Parent!).AttributeLists.ToString().Contains("RealityRepository", StringComparison.Ordinal))
        .Select(method => $"{file}: {((TypeDeclarationSyntax)method.Parent!).Identifier.ValueText}.{method.Identifier.ValueText}");

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
