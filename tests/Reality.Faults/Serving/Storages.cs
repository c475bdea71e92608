using Reality.Server;
using Reality.Server.Mesh;

namespace Reality.Faults.Serving;

/// <summary>What a server keeps its nodes in, and hears of others by.</summary>
internal static class Storages
{
    public static void Add(RealityBuilder builder, ServerSettings settings)
    {
        if (settings.Postgres is { } connection)
            builder.UsePostgres(connection, options => options.Hints = settings.IsNotified);
        if (settings.Redis is { } redis)
            builder.UseRedisHints(redis);
        if (settings.Peers.Count > 0)
            builder.UseMesh(mesh => Set(mesh, settings));
        if (settings.Sqlite is { } file)
            builder.UseSqlite($"Data Source={file}", options => options.BusyTimeout = TimeSpan.FromSeconds(20));
    }

    private static void Set(MeshOptions mesh, ServerSettings settings)
    {
        mesh.Secret = "a secret that all servers of a run share";
        mesh.Url = settings.Peers.Single(peer => peer.EndsWith($":{settings.Port}", StringComparison.Ordinal));
        foreach (var peer in settings.Peers)
            mesh.Peers.Add(peer);
    }
}
