using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>The tables of all repositories, by their class.</summary>
internal sealed class TablesIndex : IEquatable<TablesIndex>
{
    private readonly EquatableArray<RepositoryTables> _all;
    private readonly Lazy<Dictionary<string, RepositoryTables>> _byType;

    public TablesIndex(EquatableArray<RepositoryTables> all)
    {
        _all = all;
        _byType = new(() => _all.GroupBy(static tables => tables.Type).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal));
    }

    public RepositoryTables? Of(string type) => _byType.Value.TryGetValue(type, out var tables) ? tables : null;

    public bool Equals(TablesIndex? other) => other is not null && _all == other._all;

    public override bool Equals(object? obj) => Equals(obj as TablesIndex);

    public override int GetHashCode() => _all.GetHashCode();
}
