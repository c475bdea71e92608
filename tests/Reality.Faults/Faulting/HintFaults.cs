using System.Net.Sockets;
using System.Text;
using Npgsql;
using Reality.Faults.Driving;
using Reality.Processes.Network;
using Reality.Processes.Redis;

namespace Reality.Faults.Faulting;

/// <summary>What is done to hints: they may be late, lost, repeated or invented.</summary>
internal sealed class HintFaults(HintNetwork network, PostgresCluster cluster, IReadOnlyList<ServerProcess> servers) : IDisposable
{
    private const string Channel = "reality:hints";
    private readonly SemaphoreSlim _busy = new(1);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    public async Task<bool> InjectAsync(Fault fault)
    {
        await _busy.WaitAsync();
        try
        {
            switch (fault.Kind)
            {
                case FaultKind.KillRedis:
                    await network.Redis.KillAsync();
                    await Task.Delay(fault.Duration);
                    await network.Redis.StartAgainAsync();
                    return true;
                case FaultKind.PauseRedis:
                    network.Redis.Pause();
                    await Task.Delay(fault.Duration);
                    network.Redis.Resume();
                    return true;
                case FaultKind.DelayHints:
                    network.Proxy.Delay = TimeSpan.FromMilliseconds(50 + (fault.Random % 400));
                    await Task.Delay(fault.Duration);
                    network.Proxy.Delay = default;
                    return true;
                case FaultKind.DropHints:
                    network.Proxy.IsRefusing = true;
                    network.Proxy.Cut();
                    await Task.Delay(fault.Duration);
                    network.Proxy.IsRefusing = false;
                    return true;
                case FaultKind.RepeatHints:
                    return await TryAsync(() => RepeatAsync(fault.Duration));
                default:
                    return await TryAsync(() => ForgeAsync(fault));
            }
        }
        finally
        {
            _busy.Release();
        }
    }

    public void Dispose()
    {
        _busy.Dispose();
        _http.Dispose();
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (exception is IOException or SocketException or NpgsqlException or HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    // Whatever passes is said three times more, later.
    private async Task RepeatAsync(int duration)
    {
        using var listening = await ConnectAsync();
        await SendAsync(listening, "SUBSCRIBE", Channel);
        var buffer = new byte[16 * 1024];
        using var end = new CancellationTokenSource(duration);
        var heard = new StringBuilder();
        try
        {
            while (await listening.GetStream().ReadAsync(buffer, end.Token) is > 0 and var count)
                heard.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
        catch (OperationCanceledException)
        {
        }

        using var saying = await ConnectAsync();
        var lines = heard.ToString().Split("\r\n");
        for (var i = 0; i + 4 < lines.Length; i++)
        {
            if (lines[i] != "message")
                continue;

            for (var again = 0; again < 3; again++)
                await SendAsync(saying, "PUBLISH", Channel, lines[i + 4]);
        }
    }

    // Of servers that are not, of epochs that were not, of tokens beyond everything; and nonsense.
    private async Task ForgeAsync(Fault fault)
    {
        string[] lies = ["", "{}", "server-x nowhere 9007199254740991", $"{{\"server\":\"x\",\"epoch\":\"y\",\"token\":{long.MaxValue}}}", new string('x', 5_000)];
        using (var saying = await ConnectAsync())
        {
            foreach (var lie in lies)
                await SendAsync(saying, "PUBLISH", Channel, lie);
        }

        await cluster.Primary.ExecuteAsync("select pg_notify('reality_hints', 'nonsense'), pg_notify('reality:reality', 'nonsense'), pg_notify('reality', '{}')", "faults");
        using var body = new StringContent("""{"from":"x","url":"http://127.0.0.1:1","serverVersion":9007199254740991,"peers":[]}""", Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(servers[fault.Target % servers.Count].Address, "/reality/mesh"), body);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", network.Redis.Port);
        return client;
    }

    private static async Task SendAsync(TcpClient client, params string[] words)
    {
        var text = $"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
    }
}
