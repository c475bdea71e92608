using System.Collections.Concurrent;
using System.Text.Json;

namespace Reality.Client.Tests.Scenarios;

/// <summary>Plays the steps of a scenario on the engine.</summary>
internal sealed class ScenarioPlayer : IAsyncDisposable
{
    private readonly VirtualTime _time = new();
    private readonly ScenarioServer _server;
    private readonly HttpClient _http;
    private readonly JsonElement _options;
    private readonly ScenarioStore _store = new();
    private RealityClient _client;
    private readonly Dictionary<string, ScenarioSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _mutations = new(StringComparer.Ordinal);

    public ScenarioPlayer(JsonElement scenario)
    {
        _server = new ScenarioServer(_time);
        if (scenario.TryGetProperty("nodes", out var nodes))
            _server.Nodes.Begin(nodes);
        _http = new HttpClient(_server) { BaseAddress = new Uri(ScenarioServer.Address("main")), Timeout = Timeout.InfiniteTimeSpan };
        _options = scenario.TryGetProperty("options", out var told) ? told : default;
        _client = Begin(Text(_options, "scope"));
    }

    public ConcurrentQueue<string> Story { get; } = [];

    public async Task PlayAsync(JsonElement steps)
    {
        var number = 0;
        foreach (var step in steps.EnumerateArray())
        {
            var text = step.GetRawText().ReplaceLineEndings(" ");
            Story.Enqueue($"-- step {++number} {(text.Length > 100 ? text[..100] : text)}");
            if (step.TryGetProperty("expect", out var expected))
                ScenarioExpectation.Check(expected, $"step {number}", _server, _subscriptions, _mutations);
            else if (step.TryGetProperty("next", out _))
                _server.Next(new Happening(step));
            else
                await DoAsync(step);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _http.Dispose();
        _server.Dispose();
    }

    private RealityClient Begin(string? scope)
    {
        var options = new RealityClientOptions { TimeProvider = _time, Random = new Half(), OnEvent = Log };
        if (_options.ValueKind == JsonValueKind.Object)
            Configure(options, _options);
        if (scope is not null)
            (options.Store, options.Scope) = (_store, scope);
        return new RealityClient(_http, options);
    }

    private async Task RestartAsync(string scope)
    {
        await _client.DisposeAsync();
        _subscriptions.Clear();
        _client = Begin(scope);
    }

    private void Configure(RealityClientOptions options, JsonElement told)
    {
        foreach (var option in told.EnumerateObject())
        {
            switch (option.Name)
            {
                case "retries":
                    options.MaxRetries = option.Value.GetInt32();
                    break;
                case "togetherTimeout":
                    options.TogetherTimeout = Milliseconds(option.Value);
                    break;
                case "fetchTimeout":
                    options.FetchTimeout = Milliseconds(option.Value);
                    break;
                case "syncTimeout":
                    options.SyncTimeout = Milliseconds(option.Value);
                    break;
                case "maxParallelFetches":
                    options.MaxParallelFetches = option.Value.GetInt32();
                    break;
                case "live":
                    options.Live = option.Value.GetBoolean();
                    break;
                case "interval":
                    options.Triggers = [new IntervalTrigger(Milliseconds(option.Value), _time)];
                    break;
                case "servers":
                    options.Servers = [.. option.Value.EnumerateArray().Select(host => new Uri(ScenarioServer.Address(host.GetString()!)))];
                    break;
                case "runners":
                case "scope":
                    break;
                default:
                    throw new InvalidOperationException($"Unknown option {option.Name}");
            }
        }
    }

    private async Task DoAsync(JsonElement step)
    {
        var first = step.EnumerateObject().First(member => member.Name is not ("as" or "hash"));
        var text = first.Value.ValueKind == JsonValueKind.String ? first.Value.GetString()! : "";
        var passes = 20.0;
        switch (first.Name)
        {
            case "subscribe":
                _subscriptions[Name(step, text)] = new ScenarioSubscription(_client, text);
                break;
            case "unsubscribe":
                _subscriptions[text].Dispose();
                break;
            case "mutate":
                _mutations[Name(step, text)] = ScenarioMutation.SendAsync(_client, text, step);
                break;
            case "sync":
                var keys = first.Value.EnumerateArray().Select(key => key.GetString()!).ToList();
                _ = (keys.Count == 0 ? _client.SyncAllAsync() : _client.SyncAsync(keys)).ContinueWith(sync => _ = sync.Exception, TaskScheduler.Default);
                break;
            case "trigger":
                Trigger(text);
                break;
            case "advance":
                passes += first.Value.GetDouble();
                break;
            case "sleep":
                _server.Cut();
                _time.Sleep(first.Value.GetDouble());
                break;
            case "restart":
                await RestartAsync(text);
                break;
            case "signOut":
                await _client.ClearAsync();
                await RestartAsync(text);
                break;
            case "spoil":
                _store.Spoil(text);
                break;
            case "write":
                _server.Nodes.Write(first.Value.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value)), Hash(step));
                _server.Wake();
                break;
            case "delete":
                _server.Nodes.Delete(text);
                _server.Wake();
                break;
            case "restore":
                foreach (var node in first.Value.EnumerateObject())
                    _server.Nodes[node.Name] = new(node.Value.GetProperty("version").GetInt64(), node.Value.GetProperty("data"), Hash(node.Value)!);
                _server.Wake();
                break;
            case "epoch":
                _server.Nodes.Epoch = text;
                break;
            case "refuse":
                _server.Nodes.Refused.Add(text);
                break;
            case "allow":
                _server.Nodes.Refused.Remove(text);
                break;
            case "down":
                _server.Down.Add(text);
                break;
            case "up":
                _server.Down.Remove(text);
                break;
            default:
                throw new InvalidOperationException($"Unknown step {step}");
        }

        await _time.AdvanceAsync(passes, SettleAsync);
    }

    private void Trigger(string name)
    {
        _server.IsOnline = name == "online" || (name != "offline" && _server.IsOnline);
        _client.Trigger(name switch
        {
            "focus" => RealityTrigger.Focus,
            "visible" => RealityTrigger.Visible,
            "hidden" => RealityTrigger.Hidden,
            "online" => RealityTrigger.Reconnect,
            "offline" => RealityTrigger.Offline,
            _ => throw new InvalidOperationException($"Unknown trigger {name}"),
        });
    }

    /// <summary>Waits until the engine can do nothing more before time passes.</summary>
    private async Task SettleAsync()
    {
        var engine = _client.Engine;
        for (var (quiet, turn) = (0, 0); quiet < 3; turn++)
        {
            var before = engine.Work;
            var working = engine.RunningCount + _mutations.Values.Count(mutation => !mutation.IsCompleted);
            quiet = before.IsIdle && working <= _server.Waiting + engine.MutationQueues.Waiting && engine.Work == before ? quiet + 1 : 0;
            if (turn > 20_000)
                throw new TimeoutException($"It does not come to rest.\n{string.Join("\n", Story)}");
            if (turn % 50 == 49)
                await Task.Delay(1);
            else
                await Task.Yield();
        }
    }

    private static string Name(JsonElement step, string otherwise) => Text(step, "as") ?? otherwise;

    private static string? Hash(JsonElement step) => Text(step, "hash");

    private static string? Text(JsonElement of, string member) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(member, out var text) ? text.GetString() : null;

    private static TimeSpan Milliseconds(JsonElement value) => TimeSpan.FromMilliseconds(value.GetDouble());

    private void Log(RealityEvent happened) => Story.Enqueue($"{_time.GetUtcNow():mm:ss.fff} {happened}");

    private sealed class Half : Random
    {
        public override double NextDouble() => 0.5;
    }
}
