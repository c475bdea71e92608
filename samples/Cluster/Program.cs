using Cluster;
using Cluster.Proxy;
using Reality.Processes.Postgres;
using Reality.Processes.Redis;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(ClusterOptions.Usage);
    return 0;
}

ClusterOptions options;
try
{
    options = ClusterOptions.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 64;
}

if (PostgresServer.Missing is { } missing)
{
    Console.Error.WriteLine($"The cluster starts a PostgreSQL of its own. {missing} On Debian and Ubuntu: apt-get install postgresql");
    return 69;
}

// From the first moment on: whoever stops the program while it starts leaves nothing behind either.
using var stopping = new StopSignals();
try
{
    await using var cluster = await ChatCluster.StartAsync(options, stopping.Token);
    await using var proxy = ProxyServer.Create(options.Url, cluster.Servers);
    await proxy.StartAsync(stopping.Token);

    Console.WriteLine($"Chat on {cluster.Servers.Count} servers: {options.Url}");
    foreach (var server in cluster.Servers)
        Console.WriteLine($"  {server.Name}      {server.Url.GetLeftPart(UriPartial.Authority)}  process {server.ProcessId}");
    Console.WriteLine($"  PostgreSQL  127.0.0.1:{cluster.Postgres!.Port}");
    Console.WriteLine($"  Redis       {cluster.Redis?.Address ?? (RedisServer.Missing is null ? "not asked for" : "not installed")}");
    Console.WriteLine($"Kill one: kill -9 {cluster.Servers[^1].ProcessId}. Ctrl+C stops all and deletes the data.");

    await stopping.WaitAsync();
    Console.WriteLine("Stopping.");
    return 0;
}
catch (OperationCanceledException) when (stopping.Token.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (exception is IOException or InvalidOperationException or TimeoutException)
{
    Console.Error.WriteLine(exception.Message);
    return 70;
}
