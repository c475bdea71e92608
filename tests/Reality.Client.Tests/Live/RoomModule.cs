using System.Diagnostics.CodeAnalysis;

namespace Reality.Client.Tests.Live;

/// <summary>A key as the generator writes it.</summary>
internal readonly record struct RoomKey(string Id) : IRealityKey<IReadOnlyList<string>>
{
    public string Text => KeyText.Create($"room:{Id}");

    public static bool TryParse(ReadOnlySpan<char> text, out RoomKey key)
    {
        var reader = new KeyReader(text);
        var parsed = reader.Literal("room") & reader.String(out var id) & reader.End;
        key = parsed ? new RoomKey(id!) : default;
        return parsed;
    }
}

/// <summary>A module as the generator writes it, of one template.</summary>
/// <param name="read">Reads a room for the payload endpoint; without it there is none.</param>
[SuppressMessage("Performance", "CA1812", Justification = "Created by the tests.")]
internal sealed class RoomModule(Func<IServiceProvider, RoomKey, CancellationToken, Task<IReadOnlyList<string>>>? read = null) : RealityModule
{
    public static readonly ContentHash<IReadOnlyList<string>> Content = new("0000000a", static (hasher, lines) =>
    {
        foreach (var line in lines)
            hasher.Add(line);
    });

    private readonly RealityTemplate<RoomKey, IReadOnlyList<string>> _room = new()
    {
        Text = "room:<id>",
        Access = RealityAccess.Public,
        Parser = RoomKey.TryParse,
        Content = Content,
        Route = read is null ? null : "/rooms/{id}",
        Read = read,
    };

    public override string Name => "Rooms";

    public override IReadOnlyList<RealityTemplate> Templates => [_room];

    public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

    public override IReadOnlyList<System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver> JsonContexts => [TestJson.Default];

    public override RealityTemplate? Match(ReadOnlySpan<char> key) => RoomKey.TryParse(key, out _) ? _room : null;
}
