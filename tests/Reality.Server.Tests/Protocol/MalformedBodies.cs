using System.Text.Json;

namespace Reality.Server.Tests.Protocol;

/// <summary>
/// Bodies that the protocol refuses, each with the pointer to the member at fault, and odd ones that it accepts: the table of
/// <c>tests/protocol</c>, against which every reader of the protocol is held.
/// </summary>
internal static class MalformedBodies
{
    private static readonly JsonElement Table = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Protocol", "sync-bodies.json"))).RootElement;

    public static IEnumerable<(string Name, string Body, string Pointer)> Refused =>
        Table.GetProperty("refused").EnumerateArray().Select(row => (Text(row, "name"), Text(row, "body"), Text(row, "pointer")));

    public static IEnumerable<(string Name, string Body)> Accepted => Table.GetProperty("accepted").EnumerateArray().Select(row => (Text(row, "name"), Text(row, "body")));

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
