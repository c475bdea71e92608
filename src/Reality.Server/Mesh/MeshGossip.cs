using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reality.Server.Hints;

namespace Reality.Server.Mesh;

/// <summary>
/// The mesh of one server: spreads its own hints and passes others' on, each once. It waits for nothing but the link and the clock it was
/// given, starts no thread and no timer while there is no news, and decides by the random numbers it was given.
/// </summary>
internal sealed class MeshGossip : IRealityHintTransport
{
    /// <summary>A round that has gone on for this long holds up the next no more; what is under way goes on on its own.</summary>
    private static readonly TimeSpan LongRound = TimeSpan.FromMilliseconds(100);

    /// <summary>So many peers are tried in the place of each one that is to be told.</summary>
    private const int Tries = 2;

    private readonly MeshState _state;
    private readonly MeshCall _call;
    private readonly MeshOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private Action<RealityHint>? _received;
    private TaskCompletionSource? _next;
    private bool _isSpreading;
    private CancellationToken _stopping;

    /// <param name="id">This server's id.</param>
    /// <param name="options">Who else there is, and the limits.</param>
    /// <param name="link">Carries messages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Draws peers and jitter; used under a lock.</param>
    /// <param name="logger">Told when a peer is lost or found.</param>
    public MeshGossip(string id, MeshOptions options, IMeshLink link, TimeProvider time, Random random, ILogger<MeshGossip> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _state = new MeshState(id, options, time, random);
        _call = new MeshCall(_state, link, options, time, answer => Heard(answer, isCall: false), logger);
    }

    /// <inheritdoc/>
    public string Name => "mesh";

    /// <inheritdoc/>
    public bool IsConnected => _state.Peers.IsConnected;

    /// <summary>What is known of the peers.</summary>
    public PeerList Peers => _state.Peers;

    /// <inheritdoc/>
    public async Task RunAsync(Action<RealityHint> received, CancellationToken stopping)
    {
        _stopping = stopping;
        _received = received;
        var stopped = new TaskCompletionSource();
        await using var registration = stopping.Register(stopped.SetResult);
        if (_options.AnnounceAtStart)
            await Task.WhenAll(_state.Configured.Select(peer => _call.GreetAsync(peer, stopping)));

        await stopped.Task;
        _received = null;
    }

    /// <summary>Spreads a hint. It returns when the round that carries it is over, or has gone on for long enough.</summary>
    /// <exception cref="MeshException">There are peers, and none of those that were called answered.</exception>
    public Task SendAsync(RealityHint hint, CancellationToken cancellationToken)
    {
        _state.Wrote(hint);
        return SpreadAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Takes a peer's message, whose signature was found right, and answers it.</summary>
    public MeshMessage Receive(MeshMessage message)
    {
        // The answer is made first, so that it tells what this server knew and not what it has just been told.
        var answer = _state.Answer(message);
        Heard(message, isCall: true);
        return answer;
    }

    private void Heard(MeshMessage message, bool isCall)
    {
        var news = _state.Learn(message, isCall);
        if (news.Count == 0)
            return;

        if (_received is { } received)
        {
            foreach (var item in news)
                received(new RealityHint(item.Server, item.Epoch, item.ServerVersion));
        }

        _ = SpreadAsync();
    }

    // One round at a time. News that comes during a round is in the next, merged with all that comes until then.
    private Task SpreadAsync()
    {
        TaskCompletionSource round;
        lock (_lock)
        {
            if (_next is not null)
                return _next.Task;

            round = _next = new TaskCompletionSource();
            if (_isSpreading)
                return round.Task;

            _isSpreading = true;
        }

        _ = RunRoundsAsync();
        return round.Task;
    }

    private async Task RunRoundsAsync()
    {
        while (true)
        {
            TaskCompletionSource round;
            lock (_lock)
            {
                if (_next is null)
                {
                    _isSpreading = false;
                    return;
                }

                round = _next;
                _next = null;
            }

            var began = _time.GetTimestamp();
            await RunRoundAsync(round);
            var pause = _options.Interval - _time.GetElapsedTime(began);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _time, CancellationToken.None);
        }
    }

    private async Task RunRoundAsync(TaskCompletionSource round)
    {
        try
        {
            var news = _state.TakeDue();
            var candidates = new ConcurrentQueue<MeshPeer>(_state.Candidates());
            var told = new Task<bool?>[_options.Fanout];
            for (var i = 0; i < told.Length; i++)
                told[i] = TellOneAsync(candidates, news);

            await WaitAsync(Task.WhenAll(told));
            bool?[] ended = [.. told.Where(one => one.IsCompletedSuccessfully).Select(one => one.Result)];
            if (!ended.Contains(true) && ended.Contains(false) && ended.Length == told.Length)
                throw new MeshException("None of the peers that were called answered.");

            round.SetResult();
        }
        catch (Exception exception)
        {
            if (exception is not MeshException)
                _logger.RoundFailed(exception);

            // Passing on another's news has nobody who waits for it.
            round.SetException(exception);
            _ = round.Task.Exception;
        }
    }

    private async Task<bool?> TellOneAsync(ConcurrentQueue<MeshPeer> candidates, IReadOnlyCollection<HeardNews> news)
    {
        var failures = 0;
        while (failures < Tries && candidates.TryDequeue(out var peer))
        {
            switch (await _call.TellAsync(peer, news, _stopping))
            {
                case true:
                    return true;
                case false:
                    failures++;
                    break;
            }
        }

        return failures > 0 ? false : null;
    }

    private async Task WaitAsync(Task told)
    {
        try
        {
            await told.WaitAsync(LongRound, _time);
        }
        catch (TimeoutException)
        {
        }
    }
}

/// <summary>A hint reached nobody.</summary>
internal sealed class MeshException(string message) : Exception(message);
