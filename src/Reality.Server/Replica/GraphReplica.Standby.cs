using Reality.Server.Diagnostics;
using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>
/// Pulls from a standby (3a), for requests that may be answered from a state of some age. They have a queue of their own, so that nobody
/// who may not be stale ever joins one or waits for one.
/// </summary>
internal sealed partial class GraphReplica
{
    private async ValueTask<ReplicaState?> TryReadFromStandbyAsync(
        AskedKeys keys,
        long seen,
        string? epoch,
        HeldWatch? watch,
        long hints,
        CancellationToken cancellationToken)
    {
        if (!MayAskStandby(seen, epoch))
            return null;

        var isComplete = _table.State is { IsComplete: true };
        var misses = isComplete ? null : _table.Pin(keys, _families.Current);
        try
        {
            await _standbyPulls.JoinAsync(misses, cancellationToken);
            var state = isComplete ? _table.TryReadComplete(keys) : _table.TryReadPinned(keys);
            if (!IsEnough(state, hints, keys, seen, epoch))
                return null;

            return watch is null ? state : WatchUnlessNews(keys, epoch, watch, state);
        }
        finally
        {
            if (!isComplete)
                _table.Release(keys);
        }
    }

    // Who saw something newer than this replica wrote it just now, as a rule: a standby has it later than the primary.
    private bool MayAskStandby(long seen, string? epoch) =>
        _storage.HasStandby && _table.State is { Cursor: not null } state && epoch == state.Identity.Epoch && seen <= state.Latest;

    // Where it finds nothing, those who wait look, find what is held too old, and join a pull.
    private async Task PullFromStandbyAsync(IReadOnlyCollection<string> misses)
    {
        if (_table.BeginBeside() is not { } before)
            return;

        var (hints, hinted) = _hints.Read();
        var sent = _time.GetTimestamp();
        if (await ListFromStandbyAsync(before, misses) is not { } changes)
            return;

        // It includes all that was held, so it is as of the later of the two moments.
        var asOf = sent - (long)(changes.Age.TotalSeconds * _time.TimestampFrequency);
        var moment = new PullMoment(Math.Max(before.Moment.Sent, asOf), changes.Token >= hinted ? hints : before.Moment.Hints);
        if (!_table.TryApplyBeside(changes, misses, before, moment))
            return;

        _metrics.PulledFromStandby();
        _hints.Answer(moment.Hints);
    }

    private async Task<StorageChanges?> ListFromStandbyAsync(ReplicaState before, IReadOnlyCollection<string> misses)
    {
        try
        {
            using var timeout = new CancellationTokenSource(_options.StorageTimeout, _time);
            var changes = await _storage
                .TryListFromStandbyAsync(before.Cursor!, misses, _options.ReplicaCapacity, _options.MaxStaleness, timeout.Token)
                .AsTask()
                .WaitAsync(timeout.Token);
            return changes is { Truncated: false, HasOverdueMarks: false } && changes.Age <= _options.MaxStaleness && changes.Identity.Epoch == before.Identity.Epoch
                ? changes
                : null;
        }
        catch (Exception exception)
        {
            _logger.StandbyFailed(exception);
            return null;
        }
    }
}
