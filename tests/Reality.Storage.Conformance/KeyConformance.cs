using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Keys are canonical ASCII text of up to 512 bytes, and nothing but themselves.</summary>
public abstract class KeyConformance : StorageConformance
{
    // Each differs from a neighbour only by what a careless storage folds: case, patterns, numbers, collation, trailing characters.
    private static readonly string[] Hostile =
    [
        "room:a", "room:A", "ROOM:a", "room:a.", "room:a-", "room:a_", "room:ab", "room:a~", "room:a:b", "room:a:b:c",
        "room:x_y", "room:xay", "room:x%25y", "room:x%255y", "room:%2A", "room:%3F", "room:%5B", "room:%27%3B--",
        "room:%F0%9F%98%80", "room:%C3%A4", "room:a%CC%88", "room:%E2%84%AA", "room:k", "room:K", "room:i", "room:I", "room:%C4%B0",
        "1:2", "01:2", "1e5:1", "0x10:1", "null:null", "true:1", "constructor:__proto__", "hasOwnProperty:toString", "room:%00", "room:%0A",
    ];

    [Fact]
    public async Task Keys_that_look_alike_are_different_keys()
    {
        for (var index = 0; index < Hostile.Length; index++)
        {
            for (var bump = 0; bump <= index; bump++)
                await Storage.IncrementVersionAsync(Hostile[index], Cancel);
        }

        var expected = Hostile.Select((key, index) => (key, (long)index + 1)).ToHashSet();
        Assert.Equal(expected, [.. (await Storage.GetNodesAsync(Hostile, Cancel)).Values.Select(node => (node.Key, node.Version))]);
        Assert.Equal(expected, [.. (await PullAsync(null)).Changed.Select(node => (node.Key, node.Version))]);
        Assert.Equal(expected, [.. (await PullAsync(null, Hostile)).Also.Select(node => (node.Key, node.Version))]);
    }

    [Fact]
    public async Task A_key_may_have_512_bytes()
    {
        var longest = "long:" + new string('k', 507);
        var sibling = longest[..^1] + "j";
        await Storage.UpdateNodeAsync(longest, "h", Cancel);
        Assert.Equal(longest, (await NodeAsync(longest)).Key);
        Assert.Null(await Storage.GetNodeAsync(sibling, Cancel));
        Assert.Equal(longest, Assert.Single((await PullAsync(null)).Changed).Key);
    }
}
