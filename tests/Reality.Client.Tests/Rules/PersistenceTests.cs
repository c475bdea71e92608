using System.Collections.Concurrent;
using System.Text;

namespace Reality.Client.Tests.Rules;

/// <summary>What was held when the program ended is shown at the next start, as stale, until one sync has revalidated it.</summary>
public sealed class PersistenceTests : ClientTest
{
    private const string A = "chat:room:a";
    private const string B = "chat:room:b";

    [Fact]
    public async Task What_is_stored_is_shown_at_once_and_revalidated_by_one_sync_without_a_fetch()
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"), (B, "two"));
        var gate = new Gate();
        Server.BeforeSyncAnswer = _ => gate.Pass();

        var client = Client(options => options.Store = store.Files);
        using var a = new Probe(client, A);
        using var b = new Probe(client, B);
        var shown = await a.Shows("one");
        await b.Shows("two");
        Assert.True(shown is { Status: RealityStatus.Stale, IsStale: true, Version: 2 });
        gate.Open();

        await a.IsFreshAt(2);
        await b.IsFreshAt(2);
        Assert.Equal([2L, 2L], Assert.Single(Server.Syncs).Known.Values);
        Assert.Equal(("epoch-1", 2L), (Server.Syncs.Single().Epoch, Server.Syncs.Single().Seen));
        Assert.Empty(Server.Payloads);
    }

    [Fact]
    public async Task What_changed_meanwhile_is_fetched_and_what_has_the_same_hash_is_kept()
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"), (B, "two"));
        Server.Append(A, "more");
        Server.Set(B, "other");
        Server.Set(B, "two");

        var client = Client(options => options.Store = store.Files);
        using var a = new Probe(client, A);
        using var b = new Probe(client, B);

        await a.Shows("one", "more");
        await b.IsFreshAt(4);
        Assert.Equal([A], Server.Payloads.Select(payload => payload.Key));
    }

    [Fact]
    public async Task Without_a_server_the_last_known_data_stays_on_the_screen()
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"));
        Server.BeforeSync = ScriptedServer.Break;

        using var probe = new Probe(Client(options => options.Store = store.Files), A);

        var state = await probe.Until(state => state.Error is not null);
        Assert.Equal(["one"], state.Data);
        Assert.True(state.IsStale);
    }

    [Fact]
    public async Task Another_scope_sees_nothing()
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"));
        Server.BeforeSync = ScriptedServer.Break;

        using var probe = new Probe(Client(options => (options.Store, options.Scope) = (store.Files, "somebody else")), A);

        Assert.False((await probe.Until(state => state.Error is not null)).HasData);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("one bit")]
    [InlineData("another format")]
    [InlineData("another key's")]
    [InlineData("not ours")]
    public async Task What_cannot_be_trusted_is_dropped(string damage)
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"), (B, "two"));
        var files = store.Entries();
        var (mine, other) = (files[A], files[B]);
        var bytes = await File.ReadAllBytesAsync(mine, Stop);
        byte[] damaged = damage switch
        {
            "empty" => [],
            "cut" => bytes[..^5],
            // The payload stays valid JSON: "one" becomes "ond".
            "one bit" => [.. bytes[..^4], (byte)(bytes[^4] ^ 1), .. bytes[^3..]],
            "another format" => [.. "reality 2 "u8, .. bytes[10..]],
            "another key's" => await File.ReadAllBytesAsync(other, Stop),
            _ => Encoding.UTF8.GetBytes(new string('x', 200)),
        };
        await File.WriteAllBytesAsync(mine, damaged, Stop);
        Server.BeforeSync = ScriptedServer.Break;

        using var probe = new Probe(Client(options => options.Store = store.Files), A);

        Assert.False((await probe.Until(state => state.Error is not null)).HasData);
        await Eventually(() => !File.Exists(mine), "it is removed");
        Assert.Contains(Events, e => e is { Kind: RealityEventKind.StoredDropped, Key: A });
    }

    [Fact]
    public async Task What_is_of_another_epoch_is_dropped()
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"), (B, "two"));
        // The same number now stands for something else.
        Server.BeginEpoch("epoch-2", 1);
        Server.Set(A, "other");
        Server.BeforePayload = (_, context) => ScriptedServer.Fail(context, 400);

        using var probe = new Probe(Client(options => options.Store = store.Files), A);

        var state = await probe.Until(state => state.Error is not null);
        Assert.True(state is { IsStale: true, Version: 0 });
        await Eventually(() => store.IsEmpty, "the other key's is removed too");
    }

    [Fact]
    public async Task A_key_that_is_refused_is_stored_no_longer()
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"));
        Server.Refused.Add(A);

        using var probe = new Probe(Client(options => options.Store = store.Files), A);

        await probe.Until(state => state is { Status: RealityStatus.Refused, HasData: false });
        await Eventually(() => store.IsEmpty, "it is removed");
    }

    [Fact]
    public async Task Signing_out_forgets_what_is_stored_held_pending_and_under_way()
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"));
        Server.Set(B, "secret");
        var client = Client(options => options.Store = store.Files);
        using var a = new Probe(client, A);
        await a.IsFreshAt(2);
        using (var b = new Probe(client, B))
            await b.Shows("secret");
        var gate = new Gate();
        Server.BeforeWrite = async (_, _) =>
        {
            await gate.Pass();
            return false;
        };
        var mutation = client.MutateAsync(Append(A, "mine"), Stop);
        await a.Shows("one", "mine (pending)");
        Server.Refused.UnionWith([A, B]);

        await client.ClearAsync(Stop);

        Assert.False(a.State.HasData);
        Assert.Empty(store.Entries());
        await a.Until(state => state.Status == RealityStatus.Refused);
        using var again = new Probe(client, B);
        Assert.False((await again.Until(state => state.Status == RealityStatus.Refused)).HasData);
        gate.Open();
        (await mutation).Dispose();
        await Task.Delay(50, Stop);
        var cleared = a.States.SkipWhile(state => !state.IsPending).SkipWhile(state => state.IsPending).ToList();
        Assert.NotEmpty(cleared);
        Assert.DoesNotContain(cleared, state => state.HasData);
    }

    [Fact]
    public async Task A_store_that_fails_or_hangs_harms_nothing()
    {
        Server.Set(A, "one");
        var store = new OwnStore { Misfortune = () => throw new IOException("full") };
        using (var probe = new Probe(Client(options => options.Store = store), A))
            await probe.Shows("one");
        await Eventually(() => Events.Any(e => e.Kind == RealityEventKind.StoreFailed), "it is reported");

        store.Misfortune = () => Task.Delay(Timeout.Infinite, Stop);
        using var other = new Probe(Client(options => options.Store = store), A);
        await other.Shows("one");
    }

    [Fact]
    public async Task A_store_of_ones_own_keeps_what_a_source_of_ones_own_brings()
    {
        var store = new OwnStore();
        var source = RealitySource.From<IReadOnlyList<string>>((_, _) => Task.FromResult<IReadOnlyList<string>>(["made"]), TestJson.Default.IReadOnlyListString);
        await using (var first = Client(options => options.Store = store))
        {
            using var probe = new Probe(first, A, source);
            await probe.Shows("made");
        }

        Server.BeforeSync = ScriptedServer.Break;
        using var again = new Probe(Client(options => options.Store = store), A, source);
        await again.Shows("made");
    }

    [Fact]
    public async Task A_source_that_does_not_say_how_its_payload_is_stored_is_not_stored()
    {
        var store = new OwnStore();
        await using (var client = Client(options => options.Store = store))
        {
            using var probe = new Probe(client, A, RealitySource.From<IReadOnlyList<string>>((_, _) => Task.FromResult<IReadOnlyList<string>>(["made"])));
            await probe.Shows("made");
        }

        Assert.Empty(store.Entries);
    }

    [Fact]
    public async Task Optimistic_changes_are_not_stored()
    {
        using var store = new TemporaryStore();
        Server.BeforeWrite = (_, context) => Server.HangAsync(context);
        await using (var client = Client(options => options.Store = store.Files))
        {
            using var probe = new Probe(client, A);
            await probe.Shows();
            _ = client.MutateAsync(Append(A, "mine"), new CancellationTokenSource(1000).Token);
            await probe.Shows("mine (pending)");
            await Task.Delay(300, Stop);
        }

        Server.BeforeSync = ScriptedServer.Break;
        using var again = new Probe(Client(options => options.Store = store.Files), A);
        await again.Shows();
    }

    [Fact]
    public async Task Files_that_nobody_writes_any_more_are_deleted()
    {
        using var store = new TemporaryStore();
        await Store(store, (A, "one"), (B, "two"));
        File.SetLastWriteTimeUtc(store.Entries()[B], DateTime.UtcNow.AddDays(-40));

        await store.Again().WriteAsync("", A, [1], Stop);

        Assert.DoesNotContain(B, store.Entries().Keys);
    }

    /// <summary>A client that shows some keys and ends.</summary>
    private async Task Store(TemporaryStore store, params (string Key, string Line)[] keys)
    {
        foreach (var (key, line) in keys)
            Server.Set(key, line);
        await using (var client = Client(options => options.Store = store.Files))
        {
            var probes = keys.Select(key => new Probe(client, key.Key)).ToList();
            for (var i = 0; i < keys.Length; i++)
                await probes[i].Shows(keys[i].Line);
        }

        Server.Syncs.Clear();
        Server.Payloads.Clear();
        Events.Clear();
    }

    private sealed class TemporaryStore : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("reality").FullName;

        public TemporaryStore() => Files = Again();

        public RealityFileStore Files { get; }

        public RealityFileStore Again() => new(_folder);

        /// <summary>Whether there is no file; the folder of a scope may go at this moment.</summary>
        public bool IsEmpty => Directory.GetDirectories(_folder).All(scope => CountIn(scope) == 0);

        /// <summary>The files by the key that each one names.</summary>
        public Dictionary<string, string> Entries() => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => new[] { A, B }.SingleOrDefault(File.ReadAllText(file).Contains) ?? file, StringComparer.Ordinal);

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        private static int CountIn(string scope)
        {
            try
            {
                return Directory.GetFiles(scope).Length;
            }
            catch (DirectoryNotFoundException)
            {
                return 0;
            }
        }
    }

    private sealed class OwnStore : IRealityStore
    {
        public ConcurrentDictionary<(string, string), byte[]> Entries { get; } = [];

        public Func<Task> Misfortune { get; set; } = () => Task.CompletedTask;

        public async ValueTask<byte[]?> ReadAsync(string scope, string key, CancellationToken cancellationToken)
        {
            await Misfortune();
            return Entries.GetValueOrDefault((scope, key));
        }

        public async ValueTask WriteAsync(string scope, string key, byte[] entry, CancellationToken cancellationToken)
        {
            await Misfortune();
            Entries[(scope, key)] = entry;
        }

        public async ValueTask RemoveAsync(string scope, string key, CancellationToken cancellationToken)
        {
            await Misfortune();
            Entries.TryRemove((scope, key), out _);
        }

        public async ValueTask ClearAsync(string scope, CancellationToken cancellationToken)
        {
            await Misfortune();
            Entries.Clear();
        }
    }
}
