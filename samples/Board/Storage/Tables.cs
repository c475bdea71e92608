using Dapper;
using Microsoft.Data.Sqlite;

namespace Board.Storage;

/// <summary>The sample's tables, in one file. Reality keeps its own in the same one, so that a move and its version commit together.</summary>
internal static class Tables
{
    /// <summary>Creates them, unless they exist.</summary>
    public static async Task CreateAsync(string connectionString)
    {
        await using var db = new SqliteConnection(connectionString);
        await db.ExecuteAsync("""
            create table if not exists boards (
                id text primary key,
                name text not null);

            create table if not exists board_columns (
                board_id text not null,
                id text not null,
                title text not null,
                card_limit integer,
                position integer not null,
                primary key (board_id, id));

            create table if not exists cards (
                id text primary key,
                board_id text not null,
                column_id text not null,
                title text not null,
                touched_by text not null,
                position integer not null);
            create index if not exists cards_by_board on cards (board_id, position);

            -- Browsers repeat what got no answer: what is named here was done.
            create table if not exists done_writes (id text primary key) without rowid;
            """);
    }
}
