using System.Buffers;
using System.Globalization;

namespace Reality.Server.Mesh;

/// <summary>
/// Takes each message once, and only while its timestamp is near this server's clock. It remembers a bounded number of nonces; where they
/// do not fit, it forgets the oldest and from then on refuses whatever is as old, so that what it forgot cannot be sent again either.
/// </summary>
internal sealed class ReplayWindow(TimeProvider time, TimeSpan tolerance, int capacity = ReplayWindow.DefaultCapacity)
{
    public const int NonceLength = 32;
    public const int DefaultCapacity = 65_536;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly Lock _lock = new();
    private readonly HashSet<UInt128> _nonces = [];
    private readonly PriorityQueue<UInt128, long> _byTimestamp = new();
    private long _forgotten = long.MinValue;

    /// <summary>How many nonces are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _nonces.Count;
        }
    }

    /// <summary>Whether a timestamp is near enough. Cheap, and to be asked before the signature is computed.</summary>
    public bool IsNear(string timestamp, out long at)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var most = (long)tolerance.TotalMilliseconds;
        return long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out at) && at >= now - most && at <= now + most;
    }

    /// <summary>Whether a nonce has the form of one.</summary>
    public static bool TryParse(string text, out UInt128 nonce)
    {
        nonce = default;
        return text.Length == NonceLength
            && !text.AsSpan().ContainsAnyExcept(Digits)
            && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out nonce);
    }

    /// <summary>Takes a message whose signature is right.</summary>
    /// <returns><see langword="false"/> where it was taken before, or may have been.</returns>
    public bool TryTake(UInt128 nonce, long at)
    {
        lock (_lock)
        {
            Forget(time.GetUtcNow().ToUnixTimeMilliseconds() - (long)tolerance.TotalMilliseconds);
            if (at <= _forgotten || !_nonces.Add(nonce))
                return false;

            _byTimestamp.Enqueue(nonce, at);
            if (_nonces.Count > capacity)
                ForgetOldest();

            return true;
        }
    }

    // What the clock alone refuses need not be remembered; but the clock may be set back, and then it would be taken again.
    private void Forget(long before)
    {
        while (_byTimestamp.TryPeek(out _, out var at) && at < before)
            ForgetOldest();
    }

    private void ForgetOldest()
    {
        if (!_byTimestamp.TryDequeue(out var nonce, out var at))
            return;

        _nonces.Remove(nonce);
        _forgotten = Math.Max(_forgotten, at);
    }
}
