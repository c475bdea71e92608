using Reality.Server;

namespace Reality.Faults.Serving;

/// <summary>What a server keeps its nodes in, and hears of others by.</summary>
internal static class Storages
{
    public static void Add(RealityBuilder builder, ServerSettings settings)
    {
        if (settings.Postgres is { } connection)
            builder.UsePostgres(connection);
        if (settings.Sqlite is { } file)
            builder.UseSqlite($"Data Source={file}", options => options.BusyTimeout = TimeSpan.FromSeconds(20));
    }
}
