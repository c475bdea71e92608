using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Binding.Caching;

/// <summary>
/// What a file adds to the names that other files can mean: its types with their namespaces, its extension methods, its global usings. As long as it
/// stays the same, whatever is typed into the file changes no meaning elsewhere but through members that are asked for.
/// </summary>
internal static class DeclaredNames
{
    private const string Generated = ".g.cs";

    private static readonly ConditionalWeakTable<SyntaxTree, object> Known = new();

    /// <summary>
    /// A number that stands for the names of a file; 0 for one that is generated, so that the generator, which sees none of these, and the rules, which
    /// do, share what they find. Code that means nothing without what is generated is broken for the generator, and never kept.
    /// </summary>
    public static ulong Of(SyntaxTree tree) => (ulong)Known.GetValue(tree, static tree =>
        !tree.FilePath.EndsWith(Generated, StringComparison.Ordinal) && tree.GetRoot() is CompilationUnitSyntax unit ? NamesHash.Of(unit) : 0UL);

    private ref struct NamesHash
    {
        private const ulong Offset = 14_695_981_039_346_656_037;
        private const ulong Prime = 1_099_511_628_211;

        private ulong _hash;

        public static ulong Of(CompilationUnitSyntax unit)
        {
            var names = new NamesHash { _hash = Offset };
            foreach (var directive in unit.Usings.Where(static directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None)))
            {
                names.Add(directive.ToString());
            }

            names.Add(unit.Members);
            return names._hash;
        }

        private void Add(SyntaxList<MemberDeclarationSyntax> members)
        {
            foreach (var member in members)
            {
                Add(member);
            }

            Add("}");
        }

        private void Add(MemberDeclarationSyntax member)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    Add(space.Name.ToString());
                    Add(space.Members);
                    break;
                case TypeDeclarationSyntax type:
                    Add(type.Keyword.ValueText);
                    Add(type.Modifiers.ToString());
                    Add(type.Identifier.ValueText);
                    Add(type.TypeParameterList?.ToString() ?? string.Empty);
                    Add(type.Members);
                    break;
                case BaseTypeDeclarationSyntax type:
                    Add(type.Identifier.ValueText);
                    break;
                case DelegateDeclarationSyntax type:
                    Add(type.Identifier.ValueText);
                    break;
                case MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] parameters } method when first.Modifiers.Any(SyntaxKind.ThisKeyword):
                    Add(method.Identifier.ValueText);
                    Add(parameters.ToString());
                    break;
                case MethodDeclarationSyntax { Parent: TypeDeclarationSyntax { Identifier.ValueText: "" } } method:
                    Add(method.Identifier.ValueText);
                    Add(method.ParameterList.ToString());
                    break;
            }
        }

        private void Add(string text)
        {
            foreach (var c in text)
            {
                _hash = unchecked((_hash ^ c) * Prime);
            }

            _hash = unchecked((_hash ^ 0xffff) * Prime);
        }
    }
}
