using System.Collections.Concurrent;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Many writers at once.</summary>
public abstract class ConcurrencyConformance : StorageConformance
{
    private const int Writers = 8;
    private const int Bumps = 25;

    /// <summary>Regression: <c>MAX(version)+1</c> in two statements gave thousands of commits a few hundred versions.</summary>
    [Fact]
    public async Task Invariant_2_parallel_bumps_of_one_key_give_each_version_once()
    {
        var storages = await StoragesAsync();
        var versions = new ConcurrentBag<long>();
        await Parallel.ForAsync(0, Writers, Cancel, async (writer, cancel) =>
        {
            for (var bump = 0; bump < Bumps; bump++)
                versions.Add((await storages[writer % storages.Count].IncrementVersionAsync("hot:key", cancel)).Node.Version);
        });

        Assert.Equal(Enumerable.Range(1, Writers * Bumps).Select(version => (long)version), versions.Order());
        Assert.Equal(Writers * Bumps, (await NodeAsync("hot:key")).Version);
    }

    [Fact]
    public async Task Invariant_2_updates_bumps_and_deletes_of_one_key_never_give_a_version_twice()
    {
        var storages = await StoragesAsync();
        var versions = new ConcurrentBag<long>();
        await Parallel.ForAsync(0, Writers, Cancel, async (writer, cancel) =>
        {
            var storage = storages[writer % storages.Count];
            for (var bump = 0; bump < Bumps; bump++)
            {
                if (bump % 5 == 4)
                    await storage.DeleteNodeAsync("hot:key", cancel);
                else
                    versions.Add((await storage.UpdateNodeAsync("hot:key", $"h{writer}", cancel)).Node.Version);
            }
        });

        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.InRange((await NodeAsync("hot:key")).Version, versions.Max(), versions.Count + (Writers * Bumps / 5));
    }

    [Fact]
    public async Task Tokens_tell_writes_apart_and_rise_in_each_writers_own_order()
    {
        var storages = await StoragesAsync();
        var tokens = new ConcurrentBag<long>();
        await Parallel.ForAsync(0, Writers, Cancel, async (writer, cancel) =>
        {
            var last = long.MinValue;
            for (var bump = 0; bump < Bumps; bump++)
            {
                var token = (await storages[writer % storages.Count].IncrementVersionAsync($"key:{writer}", cancel)).Token;
                Assert.True(token > last);
                tokens.Add(last = token);
            }
        });

        Assert.Equal(tokens.Count, tokens.Distinct().Count());
        Assert.True(await Storage.GetMaxVersionAsync(Cancel) >= tokens.Max());
    }

    private async Task<List<IRealityStorage>> StoragesAsync() =>
        IsDurable ? [Storage, await OpenAnotherAsync(), await OpenAnotherAsync()] : [Storage];
}
