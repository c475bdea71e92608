namespace Reality.Client;

/// <summary>The payloads of one answer, which are shown together or not at all.</summary>
internal sealed class PayloadSet
{
    /// <summary>The keys whose payloads are awaited or staged.</summary>
    internal HashSet<KeyEntry> Members { get; } = [];

    /// <summary>All keys that the answer spoke of: they belong to one moment, changed or not.</summary>
    internal HashSet<KeyEntry> Keys { get; } = [];

    /// <summary>How often the server was asked whether the payloads belong together.</summary>
    internal int Rounds { get; set; }

    /// <summary>The number of the first sync that can answer that question; <see langword="null"/> where it is not open.</summary>
    internal int? VerifiedBy { get; set; }

    internal bool Verifying => VerifiedBy is not null;

    /// <summary>A key that the others could not wait for; what is shown may then be of two moments.</summary>
    internal string? LeftBehind { get; set; }

    /// <summary>Ends the waiting for an answer to that question.</summary>
    internal ITimer? Patience { get; set; }

    internal void Merge(PayloadSet other)
    {
        foreach (var member in other.Members)
        {
            Members.Add(member);
            member.Set = this;
        }

        Keys.UnionWith(other.Keys);
        Rounds = Math.Max(Rounds, other.Rounds);
        LeftBehind ??= other.LeftBehind;
        other.Close();
    }

    internal void Close()
    {
        Patience?.Dispose();
        Patience = null;
        VerifiedBy = null;
        Members.Clear();
    }
}
