namespace Board.Contracts;

/// <summary>
/// What writes make of the cards of a board. The server stores it, and the browser shows it until then: both run this code, so they cannot
/// disagree.
/// </summary>
public static class CardOrder
{
    /// <summary>The cards with one moved; the same cards where it is gone.</summary>
    public static IReadOnlyList<Card> Moved(this IReadOnlyList<Card> cards, CardMove move)
    {
        if (cards.FirstOrDefault(card => card.Id == move.CardId) is not { } card)
            return cards;

        var others = cards.Where(other => other.Id != move.CardId).ToList();
        var moved = card with { ColumnId = move.ColumnId, By = move.By };
        var at = others.FindIndex(other => other.Id == move.BeforeId && other.ColumnId == move.ColumnId);
        others.Insert(at < 0 ? others.Count : at, moved);
        return others;
    }

    /// <summary>The cards with one added; the same cards where it is there already.</summary>
    public static IReadOnlyList<Card> Added(this IReadOnlyList<Card> cards, Card card) =>
        cards.Any(other => other.Id == card.Id) ? cards : [.. cards, card];

    /// <summary>The cards with one renamed.</summary>
    public static IReadOnlyList<Card> Renamed(this IReadOnlyList<Card> cards, string id, string title, string by) =>
        [.. cards.Select(card => card.Id == id ? card with { Title = title, By = by } : card)];

    /// <summary>The cards without one.</summary>
    public static IReadOnlyList<Card> Without(this IReadOnlyList<Card> cards, string id) => [.. cards.Where(card => card.Id != id)];

    /// <summary>The cards of a column, in order.</summary>
    public static IReadOnlyList<Card> In(this IReadOnlyList<Card> cards, string columnId) => [.. cards.Where(card => card.ColumnId == columnId)];
}
