using Dapper;
using Microsoft.Data.Sqlite;
using Reality;
using Reality.Server;

namespace Chat.Storage;

/// <summary>One file, for one machine: nothing to install.</summary>
internal sealed class SqliteDatabase(string path) : Database
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString;

    public override void AddTo(RealityBuilder reality) => reality.UseSqlite(_connectionString);

    public override async Task CreateAsync(IServiceProvider services)
    {
        await using var db = new SqliteConnection(_connectionString);
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
