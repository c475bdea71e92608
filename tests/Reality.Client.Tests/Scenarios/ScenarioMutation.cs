using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reality.Client.Tests.Scenarios;

/// <summary>A mutation of a scenario.</summary>
internal static class ScenarioMutation
{
    public static async Task SendAsync(RealityClient client, string key, JsonElement step)
    {
        var isAppend = step.TryGetProperty("append", out var line);
        var change = isAppend ? line : step.GetProperty("set");
        var body = new JsonObject { [isAppend ? "append" : "set"] = JsonNode.Parse(change.GetRawText()) }.ToJsonString();
        var mutation = new RealityMutation((http, token) =>
            http.PostAsync(new Uri($"/write/{Uri.EscapeDataString(key)}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), token));
        if (step.TryGetProperty("verify", out var verify))
            mutation.Verify = verify.GetBoolean();
        if (step.TryGetProperty("queue", out var queue) && queue.ValueKind != JsonValueKind.False)
            mutation.InOrder(queue.ValueKind == JsonValueKind.String ? queue.GetString() : null);
        var keys = step.TryGetProperty("keys", out var shown) ? shown.EnumerateArray().Select(shownKey => shownKey.GetString()!).ToList() : [key];
        foreach (var shownKey in keys)
            mutation.Show<JsonElement>(shownKey, data => isAppend ? ScenarioServer.Appended(data, change) : change);

        (await client.MutateAsync(mutation)).Dispose();
    }
}
