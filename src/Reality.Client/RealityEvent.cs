using System.Text;

namespace Reality.Client;

/// <summary>
/// One thing that the engine did, with its reason, for logs and developer tools. As text it is one line, such as
/// <c>refetched chat:room:general because focus, v5→v6, hash differs</c>.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="Key">The key, where it concerns one.</param>
/// <param name="Reason">Why, for a person to read: a trigger's name for what was asked for, what the matter was for the rest.</param>
/// <param name="Error">What went wrong, if something did.</param>
public readonly record struct RealityEvent(RealityEventKind Kind, string? Key, string Reason, Exception? Error = null)
{
    /// <summary>The version that was in hand before; 0 where none was.</summary>
    public long? From { get; init; }

    /// <summary>The version that was asked for or has arrived.</summary>
    public long? To { get; init; }

    /// <summary>Whether the new version's hash differs from that of the payload in hand; <see langword="null"/> where none was in hand.</summary>
    public bool? HashDiffers { get; init; }

    /// <summary>One line for a log.</summary>
    public override string ToString()
    {
        var line = new StringBuilder(Verb);
        if (Key is not null)
            line.Append(' ').Append(Key);
        line.Append(Kind is RealityEventKind.SyncSent or RealityEventKind.FetchSent or RealityEventKind.FetchSkipped ? " because " : ": ").Append(Reason);
        if (To is not null)
            line.Append(", v").Append(From ?? 0).Append('→').Append('v').Append(To);
        if (HashDiffers is { } differs)
            line.Append(differs ? ", hash differs" : ", same hash");
        if (Error is not null && Error.Message != Reason)
            line.Append(" (").Append(Error.Message).Append(')');
        return line.ToString();
    }

    private string Verb => Kind switch
    {
        RealityEventKind.SyncSent => "asked",
        RealityEventKind.SyncAnswered => "answered",
        RealityEventKind.SyncFailed => "sync failed",
        RealityEventKind.FetchSent => From > 0 ? "refetched" : "fetched",
        RealityEventKind.FetchSkipped => "kept",
        RealityEventKind.FetchFailed => "fetch failed of",
        RealityEventKind.LateDiscarded => "thrown away as late",
        RealityEventKind.Applied => "shown",
        RealityEventKind.Torn => "torn",
        RealityEventKind.Refused => "refused",
        RealityEventKind.EpochChanged => "epoch changed",
        RealityEventKind.RetryScheduled => "retry",
        RealityEventKind.MutationShown => "mutation shown on",
        RealityEventKind.MutationRolledBack => "mutation taken out of",
        RealityEventKind.MutationConfirmed => "mutation confirmed in",
        RealityEventKind.CallbackFailed => "callback failed",
        RealityEventKind.ServerSetAside => "server set aside",
        RealityEventKind.Restored => "restored",
        RealityEventKind.StoredDropped => "stored entry dropped of",
        RealityEventKind.StoreFailed => "store failed",
        _ => Kind.ToString(),
    };
}
