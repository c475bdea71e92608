using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Server.Storage;
using Reality.Server.Tests.Hosting;
using Reality.Sqlite;
using Xunit;

namespace Reality.Server.Tests.Drift;

/// <summary>Rule 6 and invariant 9: writes behind Reality's back are noticed when the payload is served, and repaired within limits.</summary>
public sealed class Rule6Tests : IAsyncLifetime
{
    private const string Key = "chat:room:general";
    private const string Noticed = "does not record its writes";

    private readonly string _directory = Directory.CreateTempSubdirectory("reality-server-").FullName;
    private readonly LogLines _log = new();
    private readonly ShiftedTime _time = new();
    private readonly List<RunningApp> _apps = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();

        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Rule_6_a_write_behind_the_back_is_noticed_when_the_payload_is_served_and_clients_hear_of_it()
    {
        var app = await StartAsync();
        await app.Notes.SetAsync("general", "one", Cancel);
        var known = await VersionAsync(app);
        await WriteBehindAsync(app, "two");
        Assert.Empty((await app.SyncAsync((Key, known))).Changed);

        var payload = await ServeAsync(app);

        Assert.Contains("two", payload.Text, StringComparison.Ordinal);
        await UntilVersionAsync(app, known + 1);
        var heard = await app.SyncAsync((Key, known));
        Assert.Equal(payload.Response.Headers.ETag!.Tag, $"\"{heard.Hash(Key)}\"");
        Assert.Equal(1, _log.Count(Noticed));
        Assert.Equal(1, _log.Count($"'{Key}'"));

        // Repaired, it is quiet.
        await ServeAsync(app);
        await SettleAsync();
        Assert.Equal(known + 1, await VersionAsync(app));
    }

    [Theory]
    [InlineData(DriftMode.Report, 1)]
    [InlineData(DriftMode.Off, 0)]
    public async Task Rule_6_it_can_be_asked_only_to_report(DriftMode mode, int reports)
    {
        var app = await StartAsync(options => options.Drift = mode);
        await app.Notes.SetAsync("general", "one", Cancel);
        var known = await VersionAsync(app);
        await WriteBehindAsync(app, "two");

        for (var i = 0; i < 3; i++)
            await ServeAsync(app);

        await SettleAsync();
        Assert.Equal(known, await VersionAsync(app));
        Assert.Equal(reports, _log.Count(Noticed));
    }

    [Fact]
    public async Task Rule_6_what_was_recorded_is_no_drift()
    {
        var app = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await app.Notes.SetAsync("general", $"text {i}", Cancel);
            await ServeAsync(app);
        }

        await SettleAsync();
        Assert.Equal(0, _log.Count(Noticed));
    }

    /// <summary>A rolling deploy that adds a member must not ping-pong; fresh and given hashes say nothing of the content.</summary>
    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA.ffffffff")]
    [InlineData("!7")]
    [InlineData("my-own-hash")]
    [InlineData("")]
    public async Task Rule_6_a_hash_of_another_shape_or_kind_is_not_compared(string hash)
    {
        var app = await StartAsync();
        await app.Notes.SetAsync("general", "one", Cancel);
        await app.Storage.SetNodeAsync(new StorageNode(Key, 7, hash, 1), Cancel);
        var known = await VersionAsync(app);

        for (var i = 0; i < 3; i++)
            await ServeAsync(app);

        await SettleAsync();
        Assert.Equal(known, await VersionAsync(app));
        Assert.Equal(0, _log.Count(Noticed));
    }

    [Fact]
    public async Task Rule_6_a_key_that_drifts_twice_without_a_recorded_write_between_is_left()
    {
        var app = await StartAsync();
        await app.Notes.SetAsync("general", "one", Cancel);
        var known = await VersionAsync(app);
        await WriteBehindAsync(app, "two");
        await ServeAsync(app);
        await UntilVersionAsync(app, known + 1);

        _time.Offset = TimeSpan.FromHours(5);
        for (var i = 0; i < 3; i++)
        {
            await WriteBehindAsync(app, $"three {i}");
            await ServeAsync(app);
        }

        await SettleAsync();
        Assert.Equal(known + 1, await VersionAsync(app));
        Assert.Equal(1, _log.Count("It is left"));

        // After a recorded write it counts anew.
        await app.Notes.SetAsync("general", "four", Cancel);
        await WriteBehindAsync(app, "five");
        await ServeAsync(app);
        await UntilVersionAsync(app, known + 3);
    }

    [Fact]
    public async Task Rule_6_a_key_is_repaired_at_most_once_a_minute_with_pauses_that_double()
    {
        var app = await StartAsync();
        var healed = 0;
        foreach (var (minutes, isHealed) in new[] { (0.0, true), (0.5, false), (1.1, true), (2.2, false), (3.2, true), (6.0, false) })
        {
            _time.Offset = TimeSpan.FromMinutes(minutes);
            await app.Notes.SetAsync("general", $"recorded {minutes}", Cancel);
            var known = await VersionAsync(app);
            await WriteBehindAsync(app, $"behind {minutes}");
            await ServeAsync(app);
            if (isHealed)
                await UntilVersionAsync(app, known + 1);
            else
                await SettleAsync();

            Assert.Equal(known + (isHealed ? 1 : 0), await VersionAsync(app));
            healed += isHealed ? 1 : 0;
        }

        Assert.Equal(healed, _log.Count(Noticed));
    }

    [Fact]
    public async Task Rule_6_a_view_that_differs_from_read_to_read_is_said_once_and_never_repaired()
    {
        var app = await StartAsync(module: new ClockModule());
        for (var id = 0; id < 5; id++)
        {
            await ClockModule.RecordAsync(app.Reality, $"{id}", Cancel);
            await app.GetAsync($"/api/clocks/{id}");
            await SettleAsync(milliseconds: 100);
            await app.GetAsync($"/api/clocks/{id}");
        }

        await SettleAsync();
        for (var id = 0; id < 5; id++)
            Assert.Equal(1, (await app.Storage.GetNodeAsync($"wall:clock:{id}", Cancel))!.Value.Version);

        Assert.Equal(1, _log.Count("differ from read to read"));
        Assert.Equal(1, _log.Count("'wall:clock:<id>'"));
    }

    [Fact]
    public async Task Rule_6_many_servers_at_once_repair_once()
    {
        var apps = new List<RunningApp>();
        for (var i = 0; i < 4; i++)
            apps.Add(await StartAsync());

        await apps[0].Notes.SetAsync("general", "one", Cancel);
        var known = await VersionAsync(apps[0]);
        await WriteBehindAsync(apps[0], "two");

        await Task.WhenAll(apps.Select(ServeAsync));

        await UntilVersionAsync(apps[0], known + 1);
        await SettleAsync();
        Assert.Equal(known + 1, await VersionAsync(apps[0]));
    }

    [Fact]
    public void Invariant_10_what_is_remembered_of_drift_is_bounded()
    {
        var ledger = new Reality.Server.Drift.DriftLedger(_time, capacity: 3);
        for (var key = 0; key < 3; key++)
            Assert.Equal(Reality.Server.Drift.DriftDecision.Act, ledger.Notice($"a:{key}", 1));

        Assert.Equal(Reality.Server.Drift.DriftDecision.Wait, ledger.Notice("a:more", 1));
        _time.Offset = TimeSpan.FromMinutes(2);
        Assert.Equal(Reality.Server.Drift.DriftDecision.Act, ledger.Notice("a:more", 1));
    }

    private async Task<RunningApp> StartAsync(Action<RealityOptions>? options = null, RealityModule? module = null)
    {
        var app = await RunningApp.StartAsync(
            _ => new SqliteRealityStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(_directory, "app.db")}" }),
            directory: null,
            options,
            builder =>
            {
                builder.Logging.AddProvider(_log);
                builder.Services.AddSingleton<TimeProvider>(_time);
                if (module is not null)
                    builder.Services.AddSingleton(module);
            },
            map: null);
        _apps.Add(app);
        await app.Reality.WriteAsync(
            (write, token) => write.Connection.RunAsync("create table if not exists notes (id text primary key, text text not null)", token), Cancel);
        return app;
    }

    // As a script would, or a method without the attribute.
    private static Task WriteBehindAsync(RunningApp app, string text) =>
        app.Reality.WriteAsync((write, token) => NoteRepository.WriteCoreAsync(write.Connection, "general", text, token), Cancel);

    private static async Task<SyncReply> ServeAsync(RunningApp app)
    {
        var reply = await app.GetAsync("/api/rooms/general/note");
        Assert.Equal(System.Net.HttpStatusCode.OK, reply.Status);
        return reply;
    }

    private static async Task<long> VersionAsync(RunningApp app) => (await app.SyncAsync((Key, 0))).Version(Key);

    private static async Task UntilVersionAsync(RunningApp app, long version)
    {
        for (var i = 0; await VersionAsync(app) < version; i++)
        {
            Assert.True(i < 1000, "It was not repaired.");
            await Task.Delay(10, Cancel);
        }
    }

    // Long enough for what must not happen to have happened.
    private static Task SettleAsync(int milliseconds = 400) => Task.Delay(milliseconds, Cancel);

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Offset.TotalSeconds * TimestampFrequency);
    }
}
