using System.Security.Cryptography;
using Npgsql;
using Reality.Processes.Postgres;
using Reality.Processes.Redis;

namespace Cluster;

/// <summary>The database and the servers that share it. Everything of it is gone when it is disposed, or when this process dies.</summary>
internal sealed class ChatCluster : IAsyncDisposable
{
    private const int SecretLength = 32;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _watches = [];
    private readonly string _meshSecret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength));
    private string _connectionString = "";

    private ChatCluster(int servers) => Servers = [.. Enumerable.Range(1, servers).Select(number => new ChatServer($"chat-{number}"))];

    public IReadOnlyList<ChatServer> Servers { get; }

    public PostgresServer? Postgres { get; private set; }

    /// <summary>What carries hints beside NOTIFY and the mesh, where it is installed.</summary>
    public RedisServer? Redis { get; private set; }

    public static async Task<ChatCluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        var cluster = new ChatCluster(options.Servers);
        try
        {
            await cluster.StartDatabaseAsync(options, cancellationToken);
            foreach (var server in cluster.Servers)
                cluster.Start(server);

            await Task.WhenAll(cluster.Servers.Select(server => server.WaitUntilReadyAsync(cancellationToken)));
            foreach (var server in cluster.Servers)
                cluster._watches.Add(cluster.WatchAsync(server, options.Restarts));

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_watches);
        await Task.WhenAll(Servers.Select(server => server.DisposeAsync().AsTask()));
        if (Redis is not null)
            await Redis.DisposeAsync();
        if (Postgres is not null)
            await Postgres.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task StartDatabaseAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        Postgres = await PostgresServer.StartAsync(cancel: cancellationToken);
        if (options.UsesRedis && RedisServer.Missing is null)
            Redis = await RedisServer.StartAsync(cancellationToken);

        var database = await Postgres.CreateDatabaseAsync("chat", cancellationToken);
        _connectionString = new NpgsqlConnectionStringBuilder(database) { Pooling = true, MaxPoolSize = 20 }.ConnectionString;
    }

    private void Start(ChatServer server)
    {
        var peers = Servers.Where(other => other != server).Select(other => other.Url.GetLeftPart(UriPartial.Authority));
        string[] arguments =
        [
            "--storage", "postgres",
            "--mesh", string.Join(',', peers),
            "--mesh-url", server.Url.GetLeftPart(UriPartial.Authority),
            .. Redis is null ? (string[])[] : ["--redis", Redis.Address],
        ];
        server.Start(arguments, [new("connection", _connectionString), new("mesh-secret", _meshSecret)]);
    }

    // Says that a server ended, and starts it again if that is asked for.
    private async Task WatchAsync(ChatServer server, bool restarts)
    {
        try
        {
            do
            {
                await server.WaitForExitAsync(_stopping.Token);
                Console.WriteLine($"{server.Name} ended. The others go on.{(server.Output is { Length: > 0 } output ? $" It said:\n{output}" : "")}");
                if (!restarts)
                    return;

                Start(server);
                await server.WaitUntilReadyAsync(_stopping.Token);
                Console.WriteLine($"{server.Name} is back: process {server.ProcessId}");
            }
            while (true);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
        {
            Console.WriteLine($"{server.Name} does not start again: {exception.Message}");
        }
    }
}
