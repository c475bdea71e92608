using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Models;

namespace Reality.Generators.Sql.Tables;

/// <summary>A view or a function with what it reads, as <c>[assembly: RealityTable]</c> declares it.</summary>
internal sealed record DeclaredTable(TableName Name, EquatableArray<TableName> DependsOn);

/// <summary>The views and functions that an assembly and its references declare.</summary>
internal sealed record DeclaredTables(EquatableArray<DeclaredTable> Tables)
{
    public static DeclaredTables None { get; } = new([]);

    /// <summary>Reads the declarations.</summary>
    public static DeclaredTables Of(Compilation compilation)
    {
        var tables = new Dictionary<TableName, List<TableName>>();
        foreach (var attribute in compilation.SourceModule.ReferencedAssemblySymbols.Where(KnowsReality).Append(compilation.Assembly).SelectMany(static assembly => assembly.GetAttributes()))
        {
            if (attribute.Is(KnownNames.Table) && NameOf(attribute.Text()) is { } name)
            {
                if (!tables.TryGetValue(name, out var dependsOn))
                {
                    tables.Add(name, dependsOn = []);
                }

                dependsOn.AddRange((attribute.Named<string>("DependsOn") ?? string.Empty).Split(',').Select(NameOf).OfType<TableName>());
            }
        }

        return tables.Count == 0 ? None : new(tables
            .OrderBy(static table => table.Key.ToString(), StringComparer.Ordinal)
            .Select(static table => new DeclaredTable(table.Key, table.Value.Distinct().ToEquatableArray()))
            .ToEquatableArray());
    }

    /// <summary>Whether a function is declared, by its name in lower case.</summary>
    public bool IsDeclared(string function) => Tables.Any(table => IsCall(table, function));

    /// <summary>Adds to a method's tables what the views and functions among them read.</summary>
    public MethodTables Expand(MethodTables method)
    {
        if (Tables.Count == 0 || method.Unknown is not null)
        {
            return method;
        }

        var reads = method.Reads.ToList();
        foreach (var name in method.Reads.Select(static read => read.Table).SelectMany(table => Behind(table, method.Dialect))
            .Concat(method.Calls.SelectMany(call => Tables.Where(table => IsCall(table, call))).SelectMany(table => Behind(table.Name, SqlDialect.Unknown)))
            .Distinct())
        {
            reads.RemoveAll(read => read.Table == name);
            reads.Add(new(name, ColumnSet.Unknown));
        }

        var writes = method.Writes.ToList();
        foreach (var write in method.Writes)
        {
            var behind = Behind(write.Table, method.Dialect).Where(name => !IsView(name)).ToList();
            if (behind.Count > 1)
            {
                // What such a view's own trigger writes is out of sight.
                return method.WithUnknown($"it writes '{write.Table}', which several tables are behind");
            }

            writes.AddRange(behind.Select(name => new TableWrite(name, write.Kind, ColumnSet.Unknown, true)));
        }

        return method with { Reads = reads.ToEquatableArray(), Writes = writes.ToEquatableArray() };
    }

    public bool IsView(TableName name) => Tables.Any(table => IsSame(table.Name, name));

    /// <summary>Everything that a view or a function reads, through others too.</summary>
    private List<TableName> Behind(TableName table, SqlDialect dialect)
    {
        var found = new List<TableName>();
        var open = new Stack<TableName>([table]);
        while (open.Count > 0)
        {
            var next = open.Pop();
            foreach (var name in Tables.Where(declared => TableComparison.Compare(declared.Name, SqlDialect.Unknown, next, dialect) == TableIdentity.Same).SelectMany(static declared => declared.DependsOn))
            {
                if (!found.Contains(name) && name != table)
                {
                    found.Add(name);
                    open.Push(name);
                }
            }
        }

        return found;
    }

    private static bool IsSame(TableName left, TableName right) =>
        TableComparison.Compare(left, SqlDialect.Unknown, right, SqlDialect.Unknown) == TableIdentity.Same;

    private static bool IsCall(DeclaredTable table, string function) => NameOf(function) is { } name && IsSame(table.Name, name);

    /// <summary>A name as SQL writes it, folded.</summary>
    private static TableName? NameOf(string text)
    {
        var parts = text.Split('.').Select(static part => part.Trim()).Select(Fold).ToArray();
        return parts.Any(static part => part.Length == 0) ? null
            : parts.Length == 1 ? new(null, parts[0])
            : new(parts[parts.Length - 2], parts[parts.Length - 1]);
    }

    private static string Fold(string part) => part is ['"', .., '"'] ? part.Substring(1, part.Length - 2) : part.ToLowerInvariant();

    private static bool KnowsReality(IAssemblySymbol assembly) => assembly.Name == "Reality"
        || assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == "Reality"));
}
