using Reality.Tests.Vectors;
using Reality.Wire;

namespace Reality.Tests.Wire;

public sealed class PayloadTagTests
{
    [Fact]
    public void A_tag_is_the_hash_between_quotes()
    {
        foreach (var vector in VectorFile.Protocol.Cases("etag", "format"))
        {
            Assert.Equal(vector.Text("header"), PayloadTag.Format(vector.Text("hash")));
        }
    }

    [Fact]
    public void A_tag_gives_its_hash_back_and_anything_else_none()
    {
        foreach (var vector in VectorFile.Protocol.Cases("etag", "parse"))
        {
            var expected = vector.GetProperty("hash").GetString();
            Assert.Equal(expected is not null, PayloadTag.TryParse(vector.Text("header"), out var hash));
            Assert.Equal(expected, hash);
        }
    }
}
