using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;

namespace Reality.Server.Drift;

/// <summary>
/// Notices, where a payload is served, that it is not what the last recorded write left (6), and has that repaired in the background.
/// </summary>
internal sealed class DriftWatch(
    DriftHealer healer,
    IOptions<RealityOptions> options,
    TimeProvider time,
    RealityMetrics metrics,
    ILogger<DriftWatch> logger) : IDisposable
{
    private const int MaxHeals = 2;

    // A view that was another one at each of so many attempts is not one that scripts change now and then.
    private const int MaxStrikes = 3;

    private readonly DriftLedger _ledger = new(time);
    private readonly ConcurrentDictionary<RealityTemplate, int> _strikes = new(ReferenceEqualityComparer.Instance);
    private readonly SemaphoreSlim _slots = new(MaxHeals, MaxHeals);

    /// <summary>Compares a payload with its node. Both were read in one snapshot.</summary>
    /// <param name="template">The template.</param>
    /// <param name="key">The key.</param>
    /// <param name="bumps">The key's bumps in the snapshot.</param>
    /// <param name="stored">The node's hash; <see langword="null"/> where it says nothing.</param>
    /// <param name="served">The payload's hash.</param>
    public void Compare<TKey, T>(RealityTemplate<TKey, T> template, TKey key, long bumps, string? stored, string served)
        where TKey : struct, IRealityKey<T>
    {
        var mode = options.Value.Drift;
        if (mode == DriftMode.Off || stored is null || stored == served || !AreComparable(template, stored, served))
            return;

        metrics.Drifted();
        if (_strikes.GetValueOrDefault(template) >= MaxStrikes)
            return;

        var text = key.Text;
        switch (_ledger.Notice(text, bumps))
        {
            case DriftDecision.Leave:
                logger.DriftLeft(text);
                break;
            case DriftDecision.Act when mode == DriftMode.Report:
                logger.DriftNoticed(text);
                break;
            case DriftDecision.Act:
                logger.DriftNoticed(text);
                Begin(template, key, new(bumps, stored, served));
                break;
        }
    }

    public void Dispose() => _slots.Dispose();

    // Of another shape, or given by a caller, a hash says nothing about this payload: such a hash never has the form of a content hash.
    private static bool AreComparable(RealityTemplate template, string stored, string served) =>
        template.Hash != RealityHash.Version
        && stored.Length == served.Length
        && stored.LastIndexOf('.') is > 0 and var dot
        && stored.AsSpan(dot).SequenceEqual(served.AsSpan(dot));

    private void Begin<TKey, T>(RealityTemplate<TKey, T> template, TKey key, NoticedDrift drift)
        where TKey : struct, IRealityKey<T>
    {
        if (_slots.Wait(0))
            DetachedFlow.Start(() => HealAsync(template, key, drift));
        else
            _ledger.Forget(key.Text);
    }

    private async Task HealAsync<TKey, T>(RealityTemplate<TKey, T> template, TKey key, NoticedDrift drift)
        where TKey : struct, IRealityKey<T>
    {
        // The request that noticed it has its answer first.
        await Task.Yield();
        try
        {
            switch (await healer.HealAsync(template, key, drift))
            {
                case HealOutcome.Healed:
                    _strikes.TryRemove(template, out _);
                    _ledger.Healed(key.Text, drift.Bumps + 1);
                    metrics.Healed();
                    break;
                case HealOutcome.Unstable:
                    SetUnstable(template, MaxStrikes);
                    break;
                case HealOutcome.Changing:
                    SetUnstable(template, _strikes.GetValueOrDefault(template) + 1);
                    break;
            }
        }
        catch (Exception exception)
        {
            logger.DriftHealFailed(key.Text, exception);
        }
        finally
        {
            try
            {
                _slots.Release();
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }

    private void SetUnstable(RealityTemplate template, int strikes)
    {
        var before = _strikes.GetValueOrDefault(template);
        _strikes[template] = strikes;
        if (before < MaxStrikes && strikes >= MaxStrikes)
            logger.TemplateUnstable(template.Text);
    }
}
