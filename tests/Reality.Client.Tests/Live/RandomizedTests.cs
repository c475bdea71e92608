using System.Collections.Concurrent;
using System.Globalization;

namespace Reality.Client.Tests.Live;

/// <summary>
/// Several clients, writes, mutations, mounts, lost questions and lost answers, a server that cannot be reached while another can, servers
/// that start anew, and clients that do, with what they have stored, in an order drawn from a seed. Some are live. What is shown never
/// goes back, never forgets a mutation that succeeded, and at rest is the truth.
/// </summary>
public sealed class RandomizedTests
{
    private const string Pending = " (pending)";
    private static readonly string[] Rooms = ["a", "b", "c", "d", "e"];

    private readonly ConcurrentQueue<string> _violations = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary><c>SEED=7 RUNS=100</c> repeats or widens them, as in the script's tests.</summary>
    public static IEnumerable<TheoryDataRow<int>> Seeds => Enumerable.Range(Setting("SEED", 1), Setting("RUNS", 4)).Select(seed => new TheoryDataRow<int>(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task At_rest_every_client_shows_the_truth(int seed)
    {
        var random = new Random(seed);
        await using var server = await LiveServer.StartAsync();
        var misfortune = Misfortune(server, seed);
        var users = Enumerable.Range(0, 4).Select(i => new User(this, server, $"u{i}", seed + i)).ToList();

        for (var step = 0; step < 120; step++)
        {
            var user = users[random.Next(users.Count)];
            var room = Rooms[random.Next(Rooms.Length)];
            switch (random.Next(11))
            {
                case 10:
                    await user.StartAnewAsync();
                    break;
                case < 3:
                    await server.AppendAsync(room, $"server {step}");
                    break;
                case < 6:
                    user.Mutate(room, $"{user.Name} {step}");
                    break;
                case < 8:
                    user.Toggle(room);
                    break;
                default:
                    user.Client.Trigger(random.Next(2) == 0 ? RealityTrigger.Focus : RealityTrigger.Reconnect);
                    break;
            }

            if (step is 50 or 90)
                await server.RestartAsync();
            await Task.Delay(random.Next(12), Stop);
        }

        misfortune.Ends();
        foreach (var user in users)
            await user.RestAsync();
        foreach (var user in users)
            user.Client.Trigger(RealityTrigger.Focus);
        foreach (var user in users)
            await user.ShowsTheTruthAsync();

        Assert.True(_violations.IsEmpty, $"seed {seed}:\n{string.Join("\n", _violations)}");
        foreach (var user in users)
            await user.DisposeAsync();
    }

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : usual;

    private static Switch Misfortune(LiveServer server, int seed)
    {
        var on = new Switch();
        var random = new Random(seed * 7919);
        var gate = new Lock();
        int Draw(int bound)
        {
            lock (gate)
                return random.Next(bound);
        }

        server.Before = async context =>
        {
            if (!on.IsOn)
                return false;

            await Task.Delay(Draw(10), CancellationToken.None);
            // One of the two is out of reach, now this one, now that one.
            if (context.Connection.LocalPort == server.Addresses[Environment.TickCount64 / 200 % 3 == 0 ? 0 : 1].Port && seed % 2 == 0)
                return await ScriptedServer.Break(context);

            return Draw(100) switch
            {
                < 6 => await ScriptedServer.Fail(context, 503),
                < 10 => await ScriptedServer.Break(context),
                < 12 => await ScriptedServer.Fail(context, 500),
                _ => false,
            };
        };
        server.After = async context =>
        {
            if (!on.IsOn)
                return false;

            await Task.Delay(Draw(25), CancellationToken.None);
            return Draw(100) < 6 && await ScriptedServer.Break(context);
        };
        return on;
    }

    private sealed class Switch
    {
        public bool IsOn { get; private set; } = true;

        public void Ends() => IsOn = false;
    }

    /// <summary>One client, what it has on the screen, and what it has sent.</summary>
    private sealed class User : IAsyncDisposable
    {
        private readonly RandomizedTests _test;
        private readonly LiveServer _server;
        private readonly HttpClient _http;
        private readonly Dictionary<string, Probe> _probes = [];
        private readonly ConcurrentQueue<Task> _mutations = [];
        private readonly DirectoryInfo _stored = Directory.CreateTempSubdirectory("reality");
        private readonly int _seed;

        public User(RandomizedTests test, LiveServer server, string name, int seed)
        {
            (_test, _server, Name, _seed) = (test, server, name, seed);
            _http = server.Connect();
            Client = Start();
        }

        public string Name { get; }

        public RealityClient Client { get; private set; }

        /// <summary>Ends the program and starts it again: what it showed comes back from the store.</summary>
        public async Task StartAnewAsync()
        {
            await Task.WhenAll(_mutations);
            var rooms = _probes.Keys.ToList();
            foreach (var room in rooms)
                Toggle(room);
            await Client.DisposeAsync();
            Client = Start();
            foreach (var room in rooms)
                Toggle(room);
        }

        public void Toggle(string room)
        {
            if (_probes.Remove(room, out var probe))
            {
                Check(room, probe);
                probe.Dispose();
                return;
            }

            _probes.Add(room, new Probe(Client, $"room:{room}", LiveTests.Source(room)));
        }

        public void Mutate(string room, string line) => _mutations.Enqueue(MutateAsync(room, line));

        public async Task RestAsync()
        {
            await Task.WhenAll(_mutations);
            foreach (var room in Rooms.Where(room => !_probes.ContainsKey(room)).ToList())
                Toggle(room);
        }

        public async Task ShowsTheTruthAsync()
        {
            foreach (var (room, probe) in _probes)
            {
                await probe.Until(state => !state.IsPending && state.Data?.SequenceEqual(_server.Truth(room)) == true);
                Check(room, probe);
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var probe in _probes.Values)
                probe.Dispose();
            await Client.DisposeAsync();
            _http.Dispose();
            _stored.Delete(recursive: true);
        }

        private RealityClient Start() => new(_http, new RealityClientOptions
        {
            RetryBase = TimeSpan.FromMilliseconds(5),
            RetryLimit = TimeSpan.FromMilliseconds(50),
            TogetherTimeout = TimeSpan.FromMilliseconds(50),
            Random = new Random(_seed),
            Live = _seed % 3 != 0,
            Servers = _seed % 4 != 0 ? _server.Addresses : [],
            Store = new RealityFileStore(_stored.FullName),
        });

        private async Task MutateAsync(string room, string line)
        {
            try
            {
                (await Client.MutateAsync(LiveTests.Append(room, line), Stop)).Dispose();
            }
            catch (RealityException)
            {
                return;
            }

            // From its success on it is on the screen, pending or true, whatever else happens.
            if (_probes.TryGetValue(room, out var probe) && probe.State is { HasData: true } state
                && !state.Data!.Any(shown => shown == line || shown == line + Pending))
            {
                _test._violations.Enqueue($"{Name}, room {room}: '{line}' succeeded and is not shown: {string.Join(" | ", state.Data!)}");
            }
        }

        /// <summary>Lines are only ever added: each truth shown begins with the one before.</summary>
        private void Check(string room, Probe probe)
        {
            string[] before = [];
            foreach (var state in probe.States.Where(state => state.HasData))
            {
                var truth = state.Data!.Where(line => !line.EndsWith(Pending, StringComparison.Ordinal)).ToArray();
                if (!truth.AsSpan().StartsWith(before))
                    _test._violations.Enqueue($"{Name}, room {room}: went back from {before.Length} to {truth.Length} lines");
                if (truth.Distinct().Count() != truth.Length)
                    _test._violations.Enqueue($"{Name}, room {room}: a line is shown twice");
                before = truth;
            }
        }
    }
}
