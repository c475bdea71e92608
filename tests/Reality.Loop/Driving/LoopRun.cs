using Dapper;
using Microsoft.Data.Sqlite;
using Reality.Loop.History;
using Reality.Loop.Serving;

namespace Reality.Loop.Driving;

/// <summary>A run: servers on one file, clients that read and write through them, and kills.</summary>
internal sealed class LoopRun(string file, int seconds, int seed, string? without)
{
    private const int ServerCount = 4;
    private const int ClientCount = 8;

    public RunHistory History { get; } = new();

    public int Kills { get; private set; }

    public async Task RunAsync()
    {
        await LoopServer.CreateAsync(file);
        var servers = Enumerable.Range(0, ServerCount).Select(_ => new ServerProcess(file, without)).ToList();
        try
        {
            await Task.WhenAll(servers.Select(server => server.StartAsync(CancellationToken.None)));
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            var clients = Enumerable.Range(0, ClientCount).Select(client => new LoopClient(client, new Random(HashCode(client)), servers, History)).ToList();
            await Task.WhenAll([.. clients.Select(client => StepAsync(client, stop.Token)), KillAsync(servers, new Random(HashCode(-1)), stop.Token)]);
            await AuditAsync(servers, clients);
            foreach (var client in clients)
                client.Dispose();
        }
        finally
        {
            Kills = servers.Sum(server => server.Kills);
            foreach (var server in servers)
                server.Dispose();
        }

        await ReadLedgerAsync();

        // Not HashCode.Combine: a seed means the same in every process.
        int HashCode(int part) => unchecked((seed * 7919) + (part * 104729) + 17);
    }

    private static async Task StepAsync(LoopClient client, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await client.StepAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    // One server at a time, so that the others go on.
    private static async Task KillAsync(List<ServerProcess> servers, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var server = servers[random.Next(servers.Count)];
            try
            {
                await Task.Delay(random.Next(100, 500), stop);
                await server.KillAsync(CancellationToken.None);
                await Task.Delay(random.Next(100), stop);
            }
            catch (OperationCanceledException)
            {
            }

            if (server.Address is null)
                await server.StartAsync(CancellationToken.None);
        }
    }

    // Nothing is under way any more: every client, at every server, must hear of everything.
    private async Task AuditAsync(List<ServerProcess> servers, List<LoopClient> clients)
    {
        foreach (var server in servers)
        {
            foreach (var client in clients)
                await client.AuditAsync(server.Address!, CancellationToken.None);

            using var newcomer = new LoopClient(ClientCount + History.Final.Count, new Random(seed), [server], History);
            History.Final.Add(await newcomer.AuditAsync(server.Address!, CancellationToken.None));
        }
    }

    private async Task ReadLedgerAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        var lines = await connection.QueryAsync<(string Write, string Name, long Value)>("select write, name, value from ledger order by line");
        foreach (var group in lines.GroupBy(line => line.Write))
            History.Commits.Add(new Commit(group.Key, group.ToDictionary(line => LoopClient.KeyOf(line.Name), line => line.Value)));
    }
}
