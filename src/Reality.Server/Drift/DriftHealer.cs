using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reality.Server.Families;
using Reality.Server.Hints;
using Reality.Server.Storage;
using Reality.Server.Weaving;

namespace Reality.Server.Drift;

/// <summary>A payload that is not what its node says, read with it in one snapshot.</summary>
/// <param name="Bumps">The key's bumps.</param>
/// <param name="Stored">The node's hash.</param>
/// <param name="Served">The payload's hash.</param>
internal readonly record struct NoticedDrift(long Bumps, string Stored, string Served);

/// <summary>How an attempt to repair ended.</summary>
internal enum HealOutcome
{
    /// <summary>The version is raised.</summary>
    Healed,

    /// <summary>Someone recorded a write or repaired it, or the view is as stored: nothing was done.</summary>
    Nothing,

    /// <summary>The view is another one than when it was served, though nothing was recorded. Nothing was done.</summary>
    Changing,

    /// <summary>Two reads in a row gave two views. Nothing was done.</summary>
    Unstable,
}

/// <summary>
/// Repairs a key that was written behind Reality's back (6): locks its node, reads the view twice, and raises the version if the view is
/// stable and not the stored one. Of several servers that do so at once, the first does it.
/// </summary>
internal sealed class DriftHealer(
    IRealityStorage storage,
    Ambient ambient,
    TransactionRunner runner,
    KeyFamilies families,
    HintBroadcast hints,
    IServiceScopeFactory scopes,
    IOptions<RealityOptions> options,
    TimeProvider time)
{
    public async Task<HealOutcome> HealAsync<TKey, T>(RealityTemplate<TKey, T> template, TKey key, NoticedDrift drift)
        where TKey : struct, IRealityKey<T>
    {
        using var timeout = new CancellationTokenSource(options.Value.StorageTimeout, time);
        var text = key.Text;
        if (await storage.GetNodeAsync(text, timeout.Token) is not { } before || before.Hash != drift.Stored)
            return HealOutcome.Nothing;

        await using var scope = scopes.CreateAsyncScope();
        var transaction = new WriteTransaction($"the repair of '{text}'", outer: null);
        try
        {
            await runner.BeginAsync(transaction, timeout.Token);

            // From here on reads may join it, and writes may not.
            var frame = transaction.BeginCompleting();
            ambient.Current = frame;
            try
            {
                return await HealAsync(
                    transaction.Storage,
                    before,
                    drift,
                    async token => template.Content.Compute(
                        await template.Read!(scope.ServiceProvider, key, token), transaction.Storage.Identity.Secret),
                    timeout.Token);
            }
            finally
            {
                transaction.Leave(frame);
            }
        }
        finally
        {
            // Rolls back what was not committed.
            await runner.EndAsync(transaction);
        }
    }

    private async Task<HealOutcome> HealAsync(
        IStorageTransaction transaction,
        StorageNode before,
        NoticedDrift drift,
        Func<CancellationToken, Task<string>> read,
        CancellationToken cancellationToken)
    {
        var map = await families.ForAsync(transaction.Identity.Epoch, cancellationToken);
        var bumped = (await transaction.BumpAsync([families.Bump(map, before.Key)], cancellationToken))[0];
        if (transaction.Identity.Epoch != map.Epoch)
            return HealOutcome.Nothing;

        if (bumped.Version != before.Version + 1 || bumped.FamilyVersion != before.FamilyVersion)
            return HealOutcome.Nothing;

        var first = await read(cancellationToken);
        var second = await read(cancellationToken);
        if (first != second)
            return HealOutcome.Unstable;

        if (first == before.Hash)
            return HealOutcome.Nothing;

        if (first != drift.Served)
            return HealOutcome.Changing;

        var identity = transaction.Identity;
        var token = await transaction.SetHashesAndCommitAsync([new(before.Key, first)], cancellationToken);
        hints.Wrote(identity, token);
        return HealOutcome.Healed;
    }
}
