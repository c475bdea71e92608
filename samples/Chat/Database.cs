using Dapper;
using Microsoft.Data.Sqlite;

namespace Chat;

/// <summary>The sample's SQLite file. Reality keeps its own two tables in the same file, so that a message and its version commit together.</summary>
internal sealed class Database(string path)
{
    public string ConnectionString { get; } = new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString;

    public async Task CreateAsync()
    {
        await using var db = new SqliteConnection(ConnectionString);
        await db.ExecuteAsync("""
            create table if not exists messages (
                id integer primary key autoincrement,
                room_id text not null,
                author text not null,
                text text not null,
                sent_at integer not null);
            create index if not exists messages_by_room on messages (room_id, id);

            create table if not exists profiles (
                user_id text primary key,
                display_name text not null);

            create table if not exists read_marks (
                user_id text not null,
                room_id text not null,
                message_id integer not null,
                primary key (user_id, room_id));
            """);
    }
}
