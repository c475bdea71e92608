using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Npgsql;
using Reality;
using Reality.Server;

namespace Chat.Storage;

/// <summary>A PostgreSQL that any number of servers share.</summary>
internal sealed class PostgresDatabase : Database
{
    private readonly string _connectionString;

    private PostgresDatabase(string connectionString) => _connectionString = connectionString;

    // Whoever holds it creates; `if not exists` alone fails where two do so at once.
    private const long CreationLock = 0x43_68_61_74;

    /// <exception cref="FormatException">The connection string is none.</exception>
    public static PostgresDatabase Over(string connectionString)
    {
        try
        {
            return new(new NpgsqlConnectionStringBuilder(connectionString).ConnectionString);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"--connection wants Host=db;Database=chat;Username=chat;Password=…: {exception.Message}", exception);
        }
    }

    public override void AddTo(RealityBuilder reality)
    {
        reality.UsePostgres(_connectionString);

        // A cookie that one server issued is good on all of them.
        reality.Services.AddDataProtection().SetApplicationName("chat");
        reality.Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new CookieKeys(_connectionString));
    }

    public override async Task CreateAsync(IServiceProvider services)
    {
        await using var db = new NpgsqlConnection(_connectionString);
        await db.OpenAsync();
        await using var transaction = await db.BeginTransactionAsync();
        await db.ExecuteAsync("select pg_advisory_xact_lock(@CreationLock)", new { CreationLock });
        await db.ExecuteAsync("""
            create table if not exists messages (
                id bigint generated always as identity primary key,
                room_id text not null,
                author text not null,
                text text not null,
                sent_at bigint not null);
            create index if not exists messages_by_room on messages (room_id, id);

            create table if not exists profiles (
                user_id text primary key,
                display_name text not null);

            create table if not exists read_marks (
                user_id text not null,
                room_id text not null,
                message_id bigint not null,
                primary key (user_id, room_id));

            create table if not exists cookie_keys (
                id bigint generated always as identity primary key,
                name text not null,
                xml text not null);
            """);
        await transaction.CommitAsync();
        await CreateCookieKeyAsync(db, services);
    }

    // Servers that found no key and made one each would refuse each other's cookies. Later ones are made days before they are used, and all
    // servers have read them by then.
    private static async Task CreateCookieKeyAsync(NpgsqlConnection db, IServiceProvider services)
    {
        await db.ExecuteAsync("select pg_advisory_lock(@CreationLock)", new { CreationLock });
        CookieKeys.EnsureOne(services.GetRequiredService<IKeyManager>(), TimeProvider.System);
        await db.ExecuteAsync("select pg_advisory_unlock(@CreationLock)", new { CreationLock });
    }
}
