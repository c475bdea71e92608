using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reality.Client.Tests.Scenarios;

/// <summary>Compares what happened with what a scenario expects.</summary>
internal static class ScenarioExpectation
{
    public static void Check(
        JsonElement expected,
        string where,
        ScenarioServer server,
        IReadOnlyDictionary<string, ScenarioSubscription> subscriptions,
        IReadOnlyDictionary<string, Task> mutations)
    {
        foreach (var member in expected.EnumerateObject())
        {
            switch (member.Name)
            {
                case "requests":
                    CheckRequests(member.Value, where, server);
                    break;
                case "state":
                    foreach (var key in member.Value.EnumerateObject())
                        CheckState(key, where, subscriptions.Values.LastOrDefault(subscription => subscription.Key == key.Name && !subscription.HasEnded));
                    break;
                case "shown":
                    foreach (var told in member.Value.EnumerateObject())
                    {
                        var shown = subscriptions[told.Name].Shown;
                        Same(told.Value, Array(Once(shown)), $"{where}: shown to {told.Name}");
                        shown.Clear();
                    }

                    break;
                case "errors":
                    foreach (var told in member.Value.EnumerateObject())
                    {
                        var errors = subscriptions[told.Name].Errors;
                        Assert.Equal(told.Value.EnumerateArray().Select(kind => kind.GetString()), errors);
                        errors.Clear();
                    }

                    break;
                case "mutations":
                    foreach (var mutation in member.Value.EnumerateObject())
                        Assert.Equal((where, mutation.Name, mutation.Value.GetString()), (where, mutation.Name, StateOf(mutations[mutation.Name])));
                    break;
                case "aborted":
                    foreach (var key in member.Value.EnumerateObject())
                        Assert.Equal((where, key.Name, key.Value.GetInt32()), (where, key.Name, server.Aborted.GetValueOrDefault(key.Name)));
                    break;
                default:
                    throw new InvalidOperationException($"Unknown expectation {member.Name}");
            }
        }
    }

    private static void CheckRequests(JsonElement expected, string where, ScenarioServer server)
    {
        var wanted = expected.EnumerateArray().Select(request => JsonNode.Parse(request.GetRawText())!.AsObject()).ToList();
        var sent = InOrderOf(wanted, [.. server.Sent]);
        server.Sent.Clear();
        Assert.True(wanted.Count == sent.Count, $"{where}: expected {wanted.Count} requests, and there were\n{string.Join("\n", sent)}");
        foreach (var (request, told) in sent.Zip(wanted))
        {
            if (told["seen"]?.GetValueKind() == JsonValueKind.String)
                told["seen"] = server.Nodes.Commits;
            Same(JsonSerializer.SerializeToElement(told), request.AsToldLike(told), $"{where}: {request}");
        }
    }

    /// <summary>Payloads that are asked for at one moment are asked for in no order.</summary>
    private static List<SentRequest> InOrderOf(List<JsonObject> wanted, List<SentRequest> sent)
    {
        for (var i = 0; i < Math.Min(wanted.Count, sent.Count); i++)
        {
            var key = wanted[i]["get"]?.GetValue<string>();
            var j = sent.FindIndex(i, request => request.Kind == "get" && request.Key == key && request.At == sent[i].At);
            if (key is not null && j > i && sent[i].Kind == "get")
                (sent[i], sent[j]) = (sent[j], sent[i]);
        }

        return sent;
    }

    private static void CheckState(JsonProperty expected, string where, ScenarioSubscription? subscription)
    {
        foreach (var member in expected.Value.EnumerateObject())
        {
            var state = subscription?.State;
            JsonNode? now = member.Name switch
            {
                "data" => state is { HasData: true } ? Node(state.Data) : null,
                "version" => state?.Version ?? 0,
                "status" => state?.Status.ToString().ToLowerInvariant() ?? "idle",
                "error" => ScenarioSubscription.KindOf(state?.Error),
                "stale" => state?.IsStale ?? false,
                // The engine tells whether, not how many.
                "pending" => state?.IsPending == true ? Math.Max(1, member.Value.GetInt32()) : 0,
                "torn" => state?.IsTorn ?? false,
                _ => throw new InvalidOperationException($"Unknown part of a state: {member.Name}"),
            };
            Same(member.Value, now, $"{where}: {expected.Name}.{member.Name}");
        }
    }

    private static string StateOf(Task mutation) => mutation.IsCompletedSuccessfully ? "done" : mutation.IsCompleted ? "failed" : "sending";

    /// <summary>The same twice in a row counts once.</summary>
    private static List<JsonNode?> Once(IReadOnlyList<JsonElement> shown) => shown
        .Select(Node)
        .Aggregate(new List<JsonNode?>(), (all, node) =>
        {
            if (all.Count == 0 || !JsonNode.DeepEquals(all[^1], node))
                all.Add(node);
            return all;
        });

    private static JsonNode? Node(JsonElement data) => data.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(data.GetRawText());

    private static JsonArray Array(IEnumerable<JsonNode?> nodes) => [.. nodes.Select(node => node?.DeepClone())];

    private static void Same(JsonElement expected, JsonNode? actual, string where) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected.GetRawText()), actual),
        $"{where}\nexpected {expected.GetRawText()}\nfound    {actual?.ToJsonString() ?? "null"}");
}
