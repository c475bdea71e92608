using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Reality.Generators.Binding.Caching;
using Reality.Generators.Sql.Finding;

namespace Reality.Generators.Sql.Tables;

/// <summary>
/// What was found in methods whose code has not changed. Binding a body costs more than everything else here, and every keystroke anywhere asks
/// for all repositories again. An answer is good while each file that it came from is part of the compilation, and the surroundings are the same.
/// </summary>
internal static class SqlCache
{
    private static readonly ConditionalWeakTable<SyntaxNode, Entry> Known = new();

    public static MethodTables? Get(SyntaxNode method, Compilation compilation, DeclaredTables declared)
    {
        if (!Known.TryGetValue(method, out var entry) || entry.Surroundings != Surroundings.Of(compilation) || !entry.Trees.All(compilation.ContainsSyntaxTree))
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
            var entry = new Entry(found, tables, declared, trees, Surroundings.Of(compilation));
            Known.Remove(method);
            _ = Known.GetValue(method, _ => entry);
        }

        return tables;
    }

    /// <summary>The files that an answer came from; <see langword="null"/> where it was not kept.</summary>
    public static IReadOnlyCollection<SyntaxTree>? FilesOf(SyntaxNode method) => Known.TryGetValue(method, out var entry) ? entry.Trees : null;

    private sealed record Entry(FoundSql Found, MethodTables Tables, DeclaredTables Declared, IReadOnlyCollection<SyntaxTree> Trees, Surroundings Surroundings);
}
