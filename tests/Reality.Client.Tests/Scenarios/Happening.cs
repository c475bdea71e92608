using System.Text.Json;

namespace Reality.Client.Tests.Scenarios;

/// <summary>What becomes of a request, as a step with <c>next</c> says.</summary>
internal sealed class Happening(JsonElement step)
{
    public static readonly Happening Nothing = new(JsonDocument.Parse("{}").RootElement);

    public string Next => Text("next") ?? "";

    public double Arrives => Number("arrives") ?? 0;

    public double Answers => Number("answers") ?? 0;

    public bool Hangs => Is("hangs");

    public bool Fails => Is("fails");

    public bool IsLost => Is("lost");

    public string? Host => Text("host");

    public int Times { get; set; } = (int)(Number(step, "times") ?? 1);

    /// <summary>Whether it is answered as the step says, and nothing is done.</summary>
    public bool IsOwn => step.TryGetProperty("status", out _) || step.TryGetProperty("body", out _);

    public int Status => (int)(Number("status") ?? 200);

    public string Body => !step.TryGetProperty("body", out var body) ? "" : body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();

    public IEnumerable<KeyValuePair<string, string>> Headers => step.TryGetProperty("headers", out var headers)
        ? headers.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.GetString()!))
        : [];

    public IEnumerable<string> Without => step.TryGetProperty("without", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    public JsonElement? Peers => step.TryGetProperty("peers", out var peers) ? peers : null;

    private static double? Number(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private double? Number(string name) => Number(step, name);

    private string? Text(string name) => step.TryGetProperty(name, out var value) ? value.GetString() : null;

    private bool Is(string name) => step.TryGetProperty(name, out var value) && value.GetBoolean();
}
