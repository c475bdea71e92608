using System.Text.Json;
using Reality.Tests.Keys;

namespace Reality.Tests.Hashing;

public sealed class HasherAllocationTests
{
    private static readonly JsonElement Json = JsonDocument.Parse("""{ "a": [1, 2, 3] }""").RootElement;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(5_000)]
    public void Computing_allocates_the_text_alone_and_comparing_nothing(int count)
    {
        var messages = Messages.Make(count);
        var hash = Messages.Content.Compute(messages, Messages.Secret);
        var text = Measure.Allocation(() => new string('x', hash.Length).Length);

        Assert.Equal(text, Measure.Allocation(() => Messages.Content.Compute(messages, Messages.Secret).Length));
        Assert.Equal(0, Measure.Allocation(() => Messages.Content.Matches(messages, Messages.Secret, hash) ? 1 : 0));
        Assert.True(Messages.Content.Matches(messages, Messages.Secret, hash));
    }

    [Fact]
    public void Texts_sets_and_raw_json_allocate_nothing()
    {
        var version = new Version(1, 2, 3);
        var content = new ContentHash<int>("00000000", (hasher, value) =>
        {
            hasher.AddText(new OrderId(value));
            hasher.AddText(1.5m);
            hasher.Add(version);
            hasher.Add(Json);
            hasher.Add(Guid.Empty);
            hasher.Add(1.5m);
            var scope = hasher.BeginUnordered(3);
            for (var i = 0; i < 3; i++)
            {
                hasher.Add(i);
                scope.EndElement();
            }

            scope.End();
        });

        Assert.Equal(0, Measure.Allocation(() => content.Matches(7, Messages.Secret, "") ? 1 : 0));
    }

    [Fact]
    public void A_walk_that_computes_another_hash_allocates_that_text_alone()
    {
        var inner = Messages.Make(3);
        var text = Measure.Allocation(() => new string('x', Messages.Content.Compute(inner, Messages.Secret).Length).Length) / 2;
        var outer = new ContentHash<int>("00000000", (hasher, _) => hasher.Add(Messages.Content.Compute(inner, Messages.Secret)));

        Assert.Equal(text, Measure.Allocation(() => outer.Matches(0, Messages.Secret, "") ? 1 : 0));
    }
}
