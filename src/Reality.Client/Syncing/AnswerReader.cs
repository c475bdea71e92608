using Reality.Wire;

namespace Reality.Client;

/// <summary>Takes in the answer to a sync: what changed, what is refused, and what that means for payloads and mutations.</summary>
internal sealed class AnswerReader(RealityEngine engine)
{
    private int _epochChanges;

    internal void Take(SyncCall call, SyncAnswer answer)
    {
        var newEpoch = EnterEpoch(call, answer);
        engine.Server.Saw(answer.Mesh?.ServerVersion);
        var refused = new HashSet<string>(answer.Refused ?? [], StringComparer.Ordinal);
        var asked = new List<KeyEntry>();
        var changed = new List<KeyEntry>();
        foreach (var (entry, version) in call.Asked)
        {
            if (!entry.Held)
                continue;

            if (refused.Contains(entry.Key))
            {
                engine.Refuse(entry, new RealityRefusedException($"The key '{entry.Key}' is undeclared or not readable by this user."));
                continue;
            }

            asked.Add(entry);
            var sent = newEpoch ? 0 : version;
            var node = answer.Changed.GetValueOrDefault(entry.Key);
            var wanted = node is not null ? Changed(entry, sent, node, call) : !newEpoch && Unchanged(entry, sent);
            if (wanted && entry.NotBefore <= engine.Now)
                changed.Add(entry);

            entry.Answered = node?.Version ?? sent;
            if (node is not null || !newEpoch)
                engine.Mutations.Answered(entry.Key, call.Number, node?.Version ?? sent);
        }

        engine.Payloads.Answered(asked, changed, call.Number);
        foreach (var entry in asked)
        {
            engine.Payloads.AcceptAlone(entry);
            entry.Torn &= changed.Count > 0;
            engine.ConfirmMutations(entry);
            engine.Touch(entry);
            if (entry.Set is null && entry.Fetch is null)
                entry.Settle();
        }
    }

    /// <returns>Whether the answer is of another epoch than the one before: all asked keys count as changed then.</returns>
    private bool EnterEpoch(SyncCall call, SyncAnswer answer)
    {
        if (!engine.Server.Enter(answer.Epoch))
        {
            _epochChanges = 0;
            return false;
        }

        _epochChanges++;
        engine.Report(RealityEventKind.EpochChanged, null, $"epoch {answer.Epoch}");
        engine.Mutations.ForgetVersions(call.Number);
        engine.Persistence.Clear();
        foreach (var entry in engine.Keys.All())
            engine.Reset(entry, alone: false);

        // Servers of two epochs behind one address would otherwise keep the client asking without a pause.
        var untold = engine.Held().Where(entry => !call.Asked.ContainsKey(entry) || !answer.Changed.ContainsKey(entry.Key)).ToList();
        if (untold.Count > 0)
            engine.Sync.RequestAfter(untold, "epoch", _epochChanges > 1 ? engine.Backoff.After(_epochChanges) : TimeSpan.Zero);

        return true;
    }

    /// <returns>Whether the payload has to be fetched.</returns>
    private static bool Unchanged(KeyEntry entry, long sent)
    {
        // Answers come one after the other, so this one is right even where an earlier one told of a higher version. What was sent is at
        // least as new as the server's state, and so is what has come into hand since.
        entry.Target = Math.Max(entry.InHandVersion, sent);
        entry.Confirm();
        // A server that does not list keys nobody has written yet says nothing of them; there is a payload all the same.
        return entry.InHand is null && entry.Fetch is null;
    }

    /// <returns>Whether the payload has to be fetched.</returns>
    private bool Changed(KeyEntry entry, long sent, SyncNode node, SyncCall call)
    {
        if (node.Version < sent)
        {
            // The server knows that what it said before is void: its storage was reset.
            engine.Reset(entry, alone: true);
            engine.Mutations.ForgetVersions(call.Number, entry.Key);
        }
        else if (node.Version <= entry.InHandVersion)
        {
            // A payload that arrived since the question left is newer than the answer.
            entry.Target = Math.Max(entry.Target, entry.InHandVersion);
            return false;
        }

        entry.Target = Math.Max(entry.Target, node.Version);
        entry.Hash = node.Hash;
        if (node.Version == entry.Target && entry.InHand?.ETag is { Length: > 0 } etag && etag == node.Hash)
        {
            engine.Report(new(RealityEventKind.FetchSkipped, entry.Key, entry.Why) { From = entry.InHandVersion, To = node.Version, HashDiffers = false });
            entry.Relabel(node.Version);
            engine.Persistence.Changed(entry);
            return false;
        }

        return true;
    }
}
