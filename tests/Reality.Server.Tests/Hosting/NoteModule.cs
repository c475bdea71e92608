using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Reality.Server.Tests.Hosting;

/// <summary>What the generator would write for an assembly, by hand.</summary>
internal sealed class NoteModule : RealityModule
{
    private static readonly IReadOnlyList<RealityTemplate> All =
    [
        Template<RoomKey>("chat:room:<id>", ["chat", "room", ""], RealityAccess.Public, route: "/api/rooms/{id}/note"),
        Template<ProfileKey>("user:<id>:profile", ["user", "", "profile"], RealityAccess.Owner, route: "/api/users/{id}/profile", owner: 1),
        Template<BoardKey>("team:<id>:board", ["team", "", "board"], RealityAccess.Authenticated, route: "/api/teams/{id}/board"),
        Template<PageKey>("doc:page:<id>", ["doc", "page", ""], RealityAccess.None, policy: "reader"),
        Template<ItemKey>("shop:item:<id>", ["shop", "item", ""], RealityAccess.Authenticated, policy: "shopper"),
        Template<SecretKey>("vault:secret:<id>", ["vault", "secret", ""], RealityAccess.None),
        new RealityTemplate<OrderKey, Note?>
        {
            Text = "shop:order:<number>",
            Access = RealityAccess.Public,
            Route = "/api/orders/{number}",
            Content = NoteRepository.Content,
            Parser = TryParseOrder,
            Read = static (services, key, token) =>
                services.GetRequiredService<NoteRepository>().GetAsync($"order {key.Number}", token),
        },
    ];

    public override string Name => "Notes";

    public override IReadOnlyList<RealityTemplate> Templates => All;

    public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

    public override IReadOnlyList<IJsonTypeInfoResolver> JsonContexts => [NoteJson.Default];

    public override RealityTemplate? Match(ReadOnlySpan<char> key)
    {
        foreach (var template in All)
        {
            if (template.TryParse(key, out _))
                return template;
        }

        return null;
    }

    private static RealityTemplate<TKey, Note?> Template<TKey>(
        string text,
        string[] segments,
        RealityAccess access,
        string? policy = null,
        string? route = null,
        int owner = -1)
        where TKey : struct, INoteKey<TKey> => new()
        {
            Text = text,
            Access = access,
            Policy = policy,
            Route = route,
            OwnerSegment = owner,
            Content = NoteRepository.Content,
            Parser = (ReadOnlySpan<char> key, out TKey parsed) => TryParse(key, segments, out parsed),
            Read = static (services, key, token) => services.GetRequiredService<NoteRepository>().GetAsync(key.Id, token),
        };

    private static bool TryParse<TKey>(ReadOnlySpan<char> text, string[] segments, out TKey key)
        where TKey : struct, INoteKey<TKey>
    {
        key = default;
        string? id = null;
        var reader = new KeyReader(text);
        foreach (var segment in segments)
        {
            if (segment.Length == 0 ? !reader.String(out id) : !reader.Literal(segment))
                return false;
        }

        if (!reader.End)
            return false;

        key = TKey.Create(id!);
        return true;
    }

    private static bool TryParseOrder(ReadOnlySpan<char> text, out OrderKey key)
    {
        var reader = new KeyReader(text);
        var parsed = reader.Literal("shop") && reader.Literal("order") && reader.Value<int>(out var number) && reader.End
            ? number
            : (int?)null;
        key = new OrderKey(parsed ?? 0);
        return parsed is not null;
    }
}
