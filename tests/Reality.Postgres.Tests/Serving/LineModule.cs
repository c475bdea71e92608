using System.Data.Common;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Reality.Postgres.Tests.Serving;

internal readonly record struct LineKey(string Id) : IRealityKey<string>
{
    public string Text => KeyText.Create($"chat:line:{Id}");
}

internal readonly record struct ClockKey(string Id) : IRealityKey<string>
{
    public string Text => KeyText.Create($"wall:clock:{Id}");
}

[JsonSerializable(typeof(string))]
internal sealed partial class LineJson : JsonSerializerContext;

/// <summary>A line of text in a table, and a view that is never twice the same.</summary>
internal sealed class LineModule : RealityModule
{
    public static readonly ContentHash<string> Content = new("0a1b2c3d", static (hasher, text) => hasher.Add(text));

    private static readonly RealityTemplate<LineKey, string> Line = new()
    {
        Text = "chat:line:<id>",
        Access = RealityAccess.Public,
        Route = "/api/lines/{id}",
        Content = Content,
        Parser = static (ReadOnlySpan<char> text, out LineKey key) => Parse(text, "chat", "line", out var id) & Set(out key, new LineKey(id)),
        Read = static (services, key, token) => services.GetRequiredService<IReality>().ReadAsync(
            (read, cancel) => ReadLineAsync(read.Connection, key, cancel), token, "Lines.GetAsync"),
    };

    private static readonly RealityTemplate<ClockKey, string> Clock = new()
    {
        Text = "wall:clock:<id>",
        Access = RealityAccess.Public,
        Route = "/api/clocks/{id}",
        Content = Content,
        Parser = static (ReadOnlySpan<char> text, out ClockKey key) => Parse(text, "wall", "clock", out var id) & Set(out key, new ClockKey(id)),
        Read = static (services, key, token) => services.GetRequiredService<IReality>().ReadAsync(
            (read, cancel) => ReadClockAsync(read.Connection, key, cancel), token, "Clocks.GetAsync"),
    };

    public override string Name => "Lines";

    public override IReadOnlyList<RealityTemplate> Templates => [Line, Clock];

    public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

    public override IReadOnlyList<IJsonTypeInfoResolver> JsonContexts => [LineJson.Default];

    public override RealityTemplate? Match(ReadOnlySpan<char> key) =>
        Line.TryParse(key, out _) ? Line : Clock.TryParse(key, out _) ? Clock : null;

    public static async Task<string> ReadLineAsync(DbConnection db, LineKey key, CancellationToken cancellationToken) =>
        await db.ExecuteScalarAsync<string>(new CommandDefinition("select text from lines where id = @Id", new { key.Id }, cancellationToken: cancellationToken)) ?? "";

    public static async Task<string> ReadClockAsync(DbConnection db, ClockKey key, CancellationToken cancellationToken) =>
        (await db.ExecuteScalarAsync<string>(new CommandDefinition("select clock_timestamp()::text", cancellationToken: cancellationToken)))! + key.Id;

    private static bool Set<T>(out T target, T value)
    {
        target = value;
        return true;
    }

    private static bool Parse(ReadOnlySpan<char> text, string first, string second, out string id)
    {
        var reader = new KeyReader(text);
        string? read = null;
        var parsed = reader.Literal(first) && reader.Literal(second) && reader.String(out read) && reader.End;
        id = read ?? "";
        return parsed;
    }
}
