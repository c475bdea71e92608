using Reality.Server.Declarations;
using Reality.Server.Storage;

namespace Reality.Server.Families;

/// <summary>
/// Tells the storage what this release declares, and reads from it which families keys belong to: at start, and whenever the epoch
/// changes.
/// </summary>
internal sealed class KeyFamilies(IRealityStorage storage, DeclaredKeys declared) : IDisposable
{
    // No family is bumped so often: the version of a merged family stands apart from all that were stored with keys' hashes.
    private const long Step = 1L << 32;

    private const int MaxRounds = 16;

    private readonly KeyPattern[] _patterns =
        [.. declared.Templates.Select(KeyPattern.Of).DistinctBy(pattern => pattern.Text, StringComparer.Ordinal)];

    private readonly HashSet<string> _names =
        [.. declared.Templates.Select(template => KeyPattern.Of(template).Family).OfType<string>()];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile FamilyMap? _current;

    /// <summary>As read last; <see langword="null"/> before the storage was first reached.</summary>
    public FamilyMap? Current => _current;

    /// <exception cref="ArgumentException">No declared template has this family, so no key would count with it.</exception>
    public void ThrowIfUndeclared(string name)
    {
        if (!_names.Contains(name))
        {
            throw new ArgumentException(
                $"'{name}' is the family of no declared template: write a template with '*' in place of each placeholder. "
                + (_names.Count == 0 ? "None is declared." : $"Declared are {string.Join(", ", _names.Order(StringComparer.Ordinal))}."),
                nameof(name));
        }
    }

    /// <summary>What is to be recorded for a write of a key, or of a family.</summary>
    public StorageBump Bump(FamilyMap map, string key) =>
        map.Named(key) is { } row ? new StorageBump(row) : new StorageBump(key, map.Of(declared.Match(key)));

    /// <summary>What is to be recorded for writes of keys and of families: distinct, in ordinal order.</summary>
    public List<StorageBump> Bumps(FamilyMap map, IReadOnlyCollection<string> keys)
    {
        var bumps = new SortedDictionary<string, StorageBump>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var bump = Bump(map, key);
            bumps[bump.Key] = bump;
        }

        return [.. bumps.Values];
    }

    /// <summary>Whether what was recorded by a map is right in the epoch in which it was recorded.</summary>
    public async ValueTask<bool> AreThoseOfAsync(FamilyMap map, StorageIdentity identity, CancellationToken cancellationToken) =>
        map.Epoch == identity.Epoch || (await ForAsync(identity.Epoch, cancellationToken)).Agrees(map);

    /// <summary>The families of an epoch that some state, transaction or write was found to be of.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The families of that epoch, or of a later one that began meanwhile.</returns>
    public ValueTask<FamilyMap> ForAsync(string epoch, CancellationToken cancellationToken) =>
        _current is { } map && map.Epoch == epoch ? ValueTask.FromResult(map) : new ValueTask<FamilyMap>(ReadAsync(epoch, cancellationToken));

    public void Dispose() => _gate.Dispose();

    private async Task<FamilyMap> ReadAsync(string epoch, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } map && map.Epoch == epoch)
                return map;

            return _current = await ReadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<FamilyMap> ReadAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = await storage.GetDeclaredAsync(cancellationToken);
            var (assignments, merged) = FamilyAssignments.Parse(before).With(_patterns);
            var after = assignments.Format();
            if (after != (before ?? ""))
            {
                foreach (var (family, others) in merged)
                    await RaiseAsync(family, others, cancellationToken);

                if (!await storage.TryDeclareAsync(before, after, startsEpoch: merged.Count > 0, cancellationToken))
                    continue;
            }

            // Declarations change only together with the epoch, or grow: found alike before and after it, they are those of this epoch.
            var identity = await storage.InitializeAsync(cancellationToken);
            if (await storage.GetDeclaredAsync(cancellationToken) is var now && (now ?? "") == after)
                return new FamilyMap(identity.Epoch, declared.Templates, assignments);
        }

        throw new InvalidOperationException("Other servers changed the declarations again and again while this one read them.");
    }

    /// <summary>
    /// Lifts a family above those that are merged into it: a hash that was stored with the version of one of them must not count with
    /// the other's.
    /// </summary>
    private async Task RaiseAsync(string family, IReadOnlyCollection<string> others, CancellationToken cancellationToken)
    {
        var rows = (await storage.GetNodesAsync([family, .. others], cancellationToken)).Values;
        var version = rows.Select(row => row.Version).DefaultIfEmpty().Max() + Step;
        var raised = new StorageNode(family, version, StorageNode.FreshHash(version), rows.Select(row => row.UpdatedAt).DefaultIfEmpty().Max())
        {
            Floor = rows.Select(row => row.Floor).DefaultIfEmpty().Max(),
        };
        try
        {
            await storage.SetNodeAsync(raised, cancellationToken);
        }
        catch (RealityVersionException)
        {
            // Another server starts with the same release, and was first.
        }
    }
}
