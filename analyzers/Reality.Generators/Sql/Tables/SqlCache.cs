using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Sql.Finding;

namespace Reality.Generators.Sql.Tables;

/// <summary>
/// What was found in methods whose code has not changed. Binding a body costs more than everything else here, and every keystroke anywhere asks
/// for all repositories again. An answer is good while each file that it came from is part of the compilation, the references are the same, and so
/// are the files with global usings.
/// </summary>
internal static class SqlCache
{
    private static readonly ConditionalWeakTable<SyntaxNode, Entry> Known = new();
    private static readonly ConditionalWeakTable<Compilation, Surroundings> Stamps = new();

    // One for each project that is open: whoever compares equal to it shares it, so that entries compare by reference.
    private static readonly ConcurrentDictionary<string, Surroundings> Latest = new(StringComparer.Ordinal);

    public static MethodTables? Get(SyntaxNode method, Compilation compilation, DeclaredTables declared)
    {
        if (!Known.TryGetValue(method, out var entry) || entry.Surroundings != SurroundingsOf(compilation) || !entry.Trees.All(compilation.ContainsSyntaxTree))
        {
            return null;
        }

        if (!entry.Declared.Equals(declared))
        {
            Set(method, compilation, entry.Found, entry.Trees, declared);
            return Get(method, compilation, declared);
        }

        return entry.Tables;
    }

    public static MethodTables Set(SyntaxNode method, Compilation compilation, FoundSql found, IReadOnlyCollection<SyntaxTree> trees, DeclaredTables declared)
    {
        var tables = MethodTablesBuilder.Scan(found, declared.IsDeclared);
        if (!found.IsBroken)
        {
            var entry = new Entry(found, tables, declared, trees, SurroundingsOf(compilation));
            Known.Remove(method);
            _ = Known.GetValue(method, _ => entry);
        }

        return tables;
    }

    private static Surroundings SurroundingsOf(Compilation compilation) => Stamps.GetValue(compilation, static compilation =>
    {
        var fresh = new Surroundings(compilation);
        return Latest.AddOrUpdate(compilation.AssemblyName ?? string.Empty, fresh, (_, latest) => latest.IsLike(fresh) ? latest : fresh);
    });

    private sealed record Entry(FoundSql Found, MethodTables Tables, DeclaredTables Declared, IReadOnlyCollection<SyntaxTree> Trees, Surroundings Surroundings);

    /// <summary>What binds every file of a compilation: its references and its global usings. It keeps none of them alive.</summary>
    private sealed class Surroundings(Compilation compilation)
    {
        private static readonly ConditionalWeakTable<SyntaxTree, object> Global = new();

        private readonly WeakReference<object>[] _parts =
            [.. compilation.ExternalReferences.Concat<object>(compilation.SyntaxTrees.Where(HasGlobalUsings)).Select(static part => new WeakReference<object>(part))];

        public bool IsLike(Surroundings other)
        {
            if (_parts.Length != other._parts.Length)
            {
                return false;
            }

            for (var i = 0; i < _parts.Length; i++)
            {
                if (!_parts[i].TryGetTarget(out var mine) || !other._parts[i].TryGetTarget(out var its) || mine != its)
                {
                    return false;
                }
            }

            return true;
        }

        private static bool HasGlobalUsings(SyntaxTree tree) => (bool)Global.GetValue(
            tree, static tree => tree.GetRoot() is CompilationUnitSyntax { Usings: [{ GlobalKeyword.RawKind: not 0 }, ..] });
    }
}
