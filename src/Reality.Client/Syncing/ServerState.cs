namespace Reality.Client;

/// <summary>What the client knows of the server as a whole.</summary>
internal sealed class ServerState
{
    /// <summary>The highest token seen in any answer of this epoch.</summary>
    internal long Seen { get; private set; }

    /// <summary>The epoch of the last answer.</summary>
    internal string? Epoch { get; private set; }

    /// <summary>Counts the epochs, so that what was asked for in another one is told apart.</summary>
    internal int Generation { get; private set; }

    /// <summary>
    /// Whether a write's token came whose epoch is not known. The next sync then leaves the token out, and so is answered from the latest
    /// state.
    /// </summary>
    internal bool Doubt { get; set; }

    internal void Saw(long? token) => Seen = Math.Max(Seen, token ?? 0);

    /// <summary>Takes over what was known when the program last ended, until an answer says otherwise.</summary>
    /// <returns>Whether it agrees with what is known now.</returns>
    internal bool Believe(string? epoch, long seen)
    {
        Epoch ??= epoch;
        if (epoch != Epoch)
            return false;

        Saw(seen);
        return true;
    }

    /// <summary>Takes over the epoch of an answer.</summary>
    /// <returns>Whether another one had been known before: versions and tokens of that one mean nothing now.</returns>
    internal bool Enter(string? epoch)
    {
        if (epoch is null || epoch == Epoch)
            return false;

        var changed = Epoch is not null;
        Epoch = epoch;
        if (changed)
        {
            Generation++;
            Seen = 0;
        }

        return changed;
    }
}
