using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Reality.Sqlite.Tests.Processes;

/// <summary>What must be true of the workers' file at any time.</summary>
internal static class CounterFile
{
    private static readonly ContentHash<long> Content = new("c0c0c0c0", static (hasher, value) => hasher.Add(value));

    /// <summary>Checks that data, versions and hashes agree.</summary>
    /// <returns>The counters.</returns>
    public static async Task<Dictionary<string, long>> CheckAsync(DatabaseFile file, CancellationToken cancel)
    {
        // As it was left: the check must not repair anything.
        await using var connection = new SqliteConnection(file.ConnectionString + ";Pooling=False");
        await connection.OpenAsync(cancel);
        Assert.Equal("ok", await connection.ExecuteScalarAsync<string>("pragma integrity_check"));
        if (await connection.ExecuteScalarAsync<long>("select count(*) from sqlite_schema where name in ('counters', 'reality_nodes')") != 2)
            return [];

        var counters = (await connection.QueryAsync<(string Name, long Value)>("select name, value from counters")).ToDictionary(row => row.Name, row => row.Value);
        var nodes = (await connection.QueryAsync<(string Key, long Version, string Hash)>("select key, version, hash from reality_nodes")).ToList();
        Assert.Equal(
            counters.Select(counter => ($"counter:{counter.Key}", counter.Value)).Order(),
            nodes.Select(node => (node.Key, node.Version)).Order());

        var secret = new HashSecret(await connection.ExecuteScalarAsync<byte[]>("select secret from reality_meta"));
        Assert.All(nodes, node => Assert.Equal(Content.Compute(node.Version, secret), node.Hash));
        return counters;
    }
}
