using System.Data.Common;
using Dapper;

namespace Reality.Benchmarks.Writing;

/// <summary>The user's own statements: the same for all contestants.</summary>
internal static class NoteSql
{
    public const int Topics = 1_000;
    public const int Listed = 50;

    public const string Tables = """
        create table notes (
            id bigint generated always as identity primary key,
            topic int not null,
            author text not null,
            text text not null,
            written_at bigint not null);
        create index notes_by_topic on notes (topic, id);
        insert into notes (topic, author, text, written_at)
        select topic, 'author ' || number % 7, 'note ' || number || repeat(' and so on', 6), 1700000000000 + number
        from generate_series(0, 999) topic, generate_series(1, 50) number;

        create table nodes_by_hand (key text primary key, version bigint not null, hash text not null, updated_at bigint not null)
        with (fillfactor = 50);
        insert into nodes_by_hand select 'bench:list:' || topic, 1, '', 0 from generate_series(0, 999) topic;
        vacuum analyze notes;
        """;

    private const string Insert = "insert into notes (topic, author, text, written_at) values (@topic, @author, @text, @writtenAt)";

    private const string List = """
        select id, topic, author, text, written_at as WrittenAt from notes where topic = @topic order by id desc limit 50
        """;

    public static Task<int> InsertAsync(DbConnection db, int topic, CancellationToken cancel, DbTransaction? transaction = null) =>
        db.ExecuteAsync(new CommandDefinition(
            Insert,
            new { topic, author = "ada", text = "a note of ordinary length, as people write them", writtenAt = 1_700_000_000_000 },
            transaction,
            cancellationToken: cancel));

    public static async Task<IReadOnlyList<Note>> ListAsync(DbConnection db, int topic, CancellationToken cancel, DbTransaction? transaction = null) =>
        (await db.QueryAsync<Note>(new CommandDefinition(List, new { topic }, transaction, cancellationToken: cancel))).AsList();
}
