using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reality.Client.Tests.Live;

/// <summary>Accounts in SQLite behind woven payload endpoints: money moves between them, and no screen shows more or less of it.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private static readonly string[] Accounts = ["one", "two", "three"];

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"reality-client-{Guid.NewGuid():N}.db");
    private WebApplication _app = null!;
    private IReality _reality = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReality().UseSqlite($"Data Source={_file}");
        builder.Services.AddSingleton<RealityModule>(new RoomModule(
            (services, key, token) => services.GetRequiredService<IReality>().ReadAsync((read, ct) => BalanceAsync(read.Connection, key, ct), token)));
        _app = builder.Build();
        _app.MapReality();
        await _app.StartAsync(Stop);
        _reality = _app.Services.GetRequiredService<IReality>();
        await _reality.WriteAsync(
            async (write, token) =>
            {
                await ExecuteAsync(write.Connection, "create table account (id text primary key, amount integer not null)", token);
                foreach (var account in Accounts)
                    await ExecuteAsync(write.Connection, $"insert into account values ('{account}', 100)", token);
            },
            Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(_file) + "*"))
            File.Delete(file);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Invariant_8_No_screen_ever_shows_half_a_transfer(int seed)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        var screens = new ConcurrentQueue<(long Sum, bool Torn)>();
        var probes = new List<Probe>();
        var ready = false;
        void Look(RealityEvent happened)
        {
            // Between two turns of the engine the states are what a screen shows.
            if (!Volatile.Read(ref ready) || happened.Kind is not (RealityEventKind.SyncSent or RealityEventKind.FetchSent))
                return;

            var states = probes.Select(probe => probe.State).ToList();
            if (states.All(state => state.HasData))
                screens.Enqueue((states.Sum(state => Amount(state)), states.Any(state => state.IsTorn)));
        }

        await using var client = new RealityClient(http, new RealityClientOptions
        {
            OnEvent = Look,
            TogetherTimeout = TimeSpan.FromSeconds(10),
            RetryBase = TimeSpan.FromMilliseconds(10),
        });
        probes.AddRange(Accounts.Select(account => new Probe(
            client, $"room:{account}", RealitySource.Json($"/rooms/{account}", TestJson.Default.IReadOnlyListString))));
        Volatile.Write(ref ready, true);
        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
        {
            var from = random.Next(Accounts.Length);
            await TransferAsync(Accounts[from], Accounts[(from + 1 + random.Next(Accounts.Length - 1)) % Accounts.Length], random.Next(1, 30));
            client.Trigger(RealityTrigger.Focus);
            await Task.Delay(random.Next(15), Stop);
        }

        await client.SyncAllAsync(cancellationToken: Stop);
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal(300, probes.Sum(probe => Amount(probe.State)));
        Assert.True(screens.Count > 50);
        Assert.All(screens, screen => Assert.True(screen is { Sum: 300 } or { Torn: true }, $"seed {seed}: {screen}"));
        Assert.True(screens.Count(screen => !screen.Torn) > screens.Count / 2, "tears are the exception");
        probes.ForEach(probe => probe.Dispose());
    }

    [Fact]
    public async Task A_write_that_changes_nothing_is_not_fetched_again()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        var events = new ConcurrentQueue<RealityEvent>();
        await using var client = new RealityClient(http, new RealityClientOptions { OnEvent = events.Enqueue });
        using var probe = new Probe(client, "room:one", RealitySource.Json("/rooms/one", TestJson.Default.IReadOnlyListString));
        var before = await probe.Shows("100");

        await TransferAsync("one", "two", 0);
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal(before.Version + 1, probe.State.Version);
        Assert.Equal(1, events.Count(e => e.Kind == RealityEventKind.FetchSent));
        Assert.Equal(1, events.Count(e => e.Kind == RealityEventKind.FetchSkipped));
    }

    private static long Amount(RealityState<IReadOnlyList<string>> state) => long.Parse(state.Data![0], CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<string>> BalanceAsync(DbConnection db, RoomKey key, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand();
        command.CommandText = $"select cast(amount as text) from account where id = '{key.Id}'";
        return [(string)(await command.ExecuteScalarAsync(cancellationToken))!];
    }

    private static async Task ExecuteAsync(DbConnection db, string sql, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private Task TransferAsync(string from, string to, int amount) => _reality.WriteAsync(
        async (write, token) =>
        {
            await ExecuteAsync(write.Connection, string.Create(CultureInfo.InvariantCulture, $"update account set amount = amount - {amount} where id = '{from}'"), token);
            await ExecuteAsync(write.Connection, string.Create(CultureInfo.InvariantCulture, $"update account set amount = amount + {amount} where id = '{to}'"), token);
            write.Bump(new RoomKey(from), BalanceAsync, RoomModule.Content);
            write.Bump(new RoomKey(to), BalanceAsync, RoomModule.Content);
        },
        Stop);
}
