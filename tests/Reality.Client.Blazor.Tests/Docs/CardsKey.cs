using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Reality.Client.Blazor.Tests.Docs;

internal sealed record Card(Guid Id, string Title);

/// <summary>What <c>Keys.Board.Cards(boardId)</c> of the guide returns.</summary>
internal sealed record CardsKey(string BoardId) : IRealityRoutedKey<IReadOnlyList<Card>>
{
    public string Text => $"board:cards:{BoardId}";

    public string Url => $"/boards/{BoardId}/cards";

    public JsonTypeInfo PayloadType => CardJson.Default.IReadOnlyListCard;
}

[JsonSerializable(typeof(IReadOnlyList<Card>))]
internal sealed partial class CardJson : JsonSerializerContext;
