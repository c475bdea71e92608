using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;

namespace Reality.Benchmarks.Writing;

/// <summary>What a careful person would write without Reality.</summary>
internal sealed class HandWritten(NpgsqlDataSource source)
{
    /// <summary>The insert in a transaction, and nobody is told.</summary>
    public async Task InsertAsync(int topic)
    {
        await using var db = await source.OpenConnectionAsync();
        await using var transaction = await db.BeginTransactionAsync();
        await NoteSql.InsertAsync(db, topic, CancellationToken.None, transaction);
        await transaction.CommitAsync();
    }

    /// <summary>The insert and a version of its own, in one transaction.</summary>
    public async Task InsertAndBumpAsync(int topic)
    {
        await using var db = await source.OpenConnectionAsync();
        await using var transaction = await db.BeginTransactionAsync();
        await NoteSql.InsertAsync(db, topic, CancellationToken.None, transaction);
        await BumpAsync(db, transaction, KeyOf(topic));
        await transaction.CommitAsync();
    }

    /// <summary>Insert, bump, read again, hash, store the hash, commit.</summary>
    public async Task InsertBumpAndHashAsync(int topic)
    {
        var key = KeyOf(topic);
        await using var db = await source.OpenConnectionAsync();
        await using var transaction = await db.BeginTransactionAsync();
        await NoteSql.InsertAsync(db, topic, CancellationToken.None, transaction);
        await BumpAsync(db, transaction, key);
        var list = await NoteSql.ListAsync(db, topic, CancellationToken.None, transaction);
        var hash = Convert.ToHexStringLower(XxHash128.Hash(JsonSerializer.SerializeToUtf8Bytes(list, NoteJson.Default.IReadOnlyListNote)));
        await db.ExecuteAsync("update nodes_by_hand set hash = @hash where key = @key", new { key, hash }, transaction);
        await transaction.CommitAsync();
    }

    private static string KeyOf(int topic) => FormattableString.Invariant($"bench:list:{topic}");

    private static Task<long> BumpAsync(NpgsqlConnection db, NpgsqlTransaction transaction, string key) =>
        db.ExecuteScalarAsync<long>(
            """
            insert into nodes_by_hand (key, version, hash, updated_at) values (@key, 1, '', @now)
            on conflict (key) do update set version = nodes_by_hand.version + 1, updated_at = @now
            returning version
            """,
            new { key, now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() },
            transaction);
}

/// <summary>The payload's JSON, by generated code.</summary>
[JsonSerializable(typeof(IReadOnlyList<Note>))]
internal sealed partial class NoteJson : JsonSerializerContext;
