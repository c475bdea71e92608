using Reality.Generators.Rules.Facts;
using Reality.Generators.Sql;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Rules.Staleness;

/// <summary>A key as its read sees the database.</summary>
/// <param name="Key">The key.</param>
/// <param name="Read">The read, as a message names it.</param>
/// <param name="Tables">The tables that the read uses, with views looked through.</param>
internal sealed record KeyView(KeyFact Key, string Read, MethodTables Tables)
{
    /// <summary>The first table that is certainly written and read, in columns that may be the same ones.</summary>
    public TableName? MetBy(MethodTables writes, Func<TableWrite, bool>? only = null)
    {
        foreach (var write in writes.Writes)
        {
            foreach (var read in Tables.Reads)
            {
                if ((only is null || only(write))
                    && TableComparison.Compare(write.Table, writes.Dialect, read.Table, Tables.Dialect) == TableIdentity.Same
                    && write.MayChange(read))
                {
                    return write.Table;
                }
            }
        }

        return null;
    }
}
