using System.Text.Json;
using System.Text.Json.Nodes;
using Reality.Tests.Vectors;
using Reality.Wire;

namespace Reality.Tests.Wire;

public sealed class SyncJsonTests
{
    [Fact]
    public void Requests_are_written_and_read_as_the_vectors_say()
    {
        foreach (var vector in VectorFile.Protocol.Cases("sync", "requests"))
        {
            var request = new SyncRequest
            {
                Known = vector.GetProperty("known").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt64()),
                Seen = vector.GetProperty("seen") is { ValueKind: JsonValueKind.Number } seen ? seen.GetInt64() : null,
                Epoch = vector.GetProperty("epoch").GetString(),
            };
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(vector.Text("json")), JsonSerializer.SerializeToNode(request, SyncRequest.JsonTypeInfo)));

            var read = JsonSerializer.Deserialize(vector.Text("json"), SyncRequest.JsonTypeInfo)!;
            Assert.Equal(request.Known, read.Known);
            Assert.Equal((request.Seen, request.Epoch), (read.Seen, read.Epoch));
        }
    }

    [Fact]
    public void Members_are_camel_case()
    {
        var request = new SyncRequest { Known = new Dictionary<string, long> { ["Chat:x"] = 1 }, Wait = 5, ClientId = "c", Mode = "m", Hint = "focus", Timestamp = 9 };
        Assert.Equal(
            """{"known":{"Chat:x":1},"wait":5,"clientId":"c","mode":"m","hint":"focus","timestamp":9}""",
            JsonSerializer.Serialize(request, SyncRequest.JsonTypeInfo));
    }

    [Fact]
    public void Answers_are_read_as_the_vectors_say_and_come_back()
    {
        foreach (var vector in VectorFile.Protocol.Cases("sync", "answers"))
        {
            var answer = JsonSerializer.Deserialize(vector.Text("json"), SyncAnswer.JsonTypeInfo)!;
            AssertAnswer(vector, answer);
            AssertAnswer(vector, JsonSerializer.Deserialize(JsonSerializer.Serialize(answer, SyncAnswer.JsonTypeInfo), SyncAnswer.JsonTypeInfo)!);
        }
    }

    [Fact]
    public void What_is_not_an_answer_is_refused()
    {
        foreach (var vector in VectorFile.Protocol.Cases("sync", "answersRefused"))
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(vector.GetString()!, SyncAnswer.JsonTypeInfo));
        }
    }

    private static void AssertAnswer(JsonElement vector, SyncAnswer answer)
    {
        var nodes = vector.GetProperty("changed").EnumerateArray().Select(node =>
            new SyncNode(node.Text("key"), node.GetProperty("version").GetInt64(), node.Text("hash"), node.GetProperty("updatedAt").GetInt64()));
        Assert.Equal(nodes, answer.Changed.Values);
        Assert.All(answer.Changed, pair => Assert.Equal(pair.Key, pair.Value.Key));
        Assert.Equal(vector.GetProperty("peers").EnumerateArray().Select(peer => peer.GetString()), answer.Mesh!.Peers);
        Assert.Equal(vector.GetProperty("serverVersion").GetInt64(), answer.Mesh.ServerVersion);
        Assert.Equal(vector.GetProperty("serverTime").GetInt64(), answer.ServerTime);
        Assert.Equal(vector.Text("epoch"), answer.Epoch);
        Assert.Equal(vector.GetProperty("refused").EnumerateArray().Select(key => key.GetString()), answer.Refused ?? []);
    }
}
