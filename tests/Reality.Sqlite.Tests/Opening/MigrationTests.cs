using Dapper;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Sqlite.Tests.Opening;

/// <summary>Files of earlier releases.</summary>
public sealed class MigrationTests : SqliteTest
{
    // As the first release made them.
    private const string First = """
        CREATE TABLE reality_nodes (key TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, hash TEXT NOT NULL, updated_at INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX reality_nodes_seq ON reality_nodes (seq);
        CREATE TABLE reality_meta (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), schema INTEGER NOT NULL, epoch TEXT NOT NULL, base INTEGER NOT NULL, secret BLOB NOT NULL, seq INTEGER NOT NULL, writer INTEGER NOT NULL, boot TEXT) STRICT;
        INSERT INTO reality_meta VALUES (1, 1, 'theirs', 5, x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627', 9, 0, null);
        INSERT INTO reality_nodes VALUES ('chat:room:old', 7, 'h', 1, 9);
        """;

    [Fact]
    public async Task A_file_of_the_first_release_keeps_its_nodes_and_its_epoch()
    {
        using var file = new DatabaseFile();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(file.ConnectionString + ";Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await connection.ExecuteAsync(First);
        }

        // Several at once, as a deployment starts them.
        SqliteRealityStorage[] storages = [file.Open(), file.Open(), file.Open()];
        await Task.WhenAll(storages.Select(storage => Task.Run(() => storage.InitializeAsync(Cancel).AsTask(), Cancel)));
        foreach (var storage in storages)
        {
            Assert.Equal(("theirs", 5), (await storage.InitializeAsync(Cancel) is var identity ? (identity.Epoch, identity.Base) : default));
            Assert.Equal(7, (await storage.GetNodeAsync("chat:room:old", Cancel))!.Value.Version);
        }

        await storages[0].IncrementVersionAsync("chat:room:*", Cancel);
        Assert.True(await storages[2].TryDeclareAsync(null, "declared", startsEpoch: false, Cancel));
        Assert.Equal("declared", await storages[1].GetDeclaredAsync(Cancel));

        var mark = await storages[0].MarkAsync(["chat:room:old"], TimeSpan.FromMinutes(1), Cancel);
        var old = new StorageBump("chat:room:old", "chat:room:*");
        Assert.Equal((8, 1), Assert.Single(await storages[1].SettleAsync(mark, [old], Cancel)).Node is var node ? (node.Version, node.FamilyVersion) : default);
        foreach (var storage in storages)
            storage.Dispose();
    }
}
