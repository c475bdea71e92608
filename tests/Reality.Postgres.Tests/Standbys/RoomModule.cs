namespace Reality.Postgres.Tests.Standbys;

internal readonly record struct RoomKey(string Id) : IRealityKey<string>
{
    public string Text => KeyText.Create($"chat:room:{Id}");
}

/// <summary>One template that everybody may read.</summary>
internal sealed class RoomModule : RealityModule
{
    private static readonly RealityTemplate<RoomKey, string> Room = new()
    {
        Text = "chat:room:<id>",
        Access = RealityAccess.Public,
        Content = new ContentHash<string>("0a1b2c3d", static (hasher, text) => hasher.Add(text)),
        Parser = static (ReadOnlySpan<char> text, out RoomKey key) =>
        {
            var reader = new KeyReader(text);
            string? id = null;
            var parsed = reader.Literal("chat") && reader.Literal("room") && reader.String(out id) && reader.End;
            key = new RoomKey(id ?? "");
            return parsed;
        },
    };

    public override string Name => "Rooms";

    public override IReadOnlyList<RealityTemplate> Templates => [Room];

    public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

    public override RealityTemplate? Match(ReadOnlySpan<char> key) => Room.TryParse(key, out _) ? Room : null;
}
