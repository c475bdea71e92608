using Reality.Generators.Binding;
using Reality.Generators.Rules.Facts;
using Reality.Generators.Sql.Tables;
using Reality.Grammar;

namespace Reality.Generators.Rules.Staleness;

/// <summary>The keys that methods of one repository may have to invalidate: its own as they are typed, those of others by their facts.</summary>
internal sealed class KeyViews(string display, IReadOnlyList<CheckedMethod> own, FactsIndex facts)
{
    private readonly List<KeyView> _own =
    [
        .. own.Where(static method => method.IsRead)
            .Select(static method => (Method: method, Key: KeyFact.Of(method.Contract!.Declaration.Key!)))
            .Where(static pair => pair.Key is not null)
            .Select(static pair => new KeyView(pair.Key!, pair.Method.Name, pair.Method.Tables)),
    ];

    /// <summary>The keys whose reads may use what a method writes, each template once, its own first.</summary>
    public IEnumerable<KeyView> For(MethodTables writes)
    {
        var others = writes.Writes
            .Select(static write => write.Table.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(facts.ReadsOfTable)
            .Where(read => read.Repository != display)
            .Select(ViewOf)
            .OfType<KeyView>()
            .OrderBy(static view => view.Key.Template.Text, StringComparer.Ordinal);
        return _own.OrderBy(static view => view.Key.Template.Text, StringComparer.Ordinal).Concat(others);
    }

    /// <summary>All reads of a template.</summary>
    public IEnumerable<KeyView> Of(string signature) => _own.Where(view => view.Key.Signature == signature)
        .Concat(facts.AllReadsOf(signature).Where(read => read.Repository != display).Select(ViewOf).OfType<KeyView>());

    private KeyView? ViewOf(ReadFact read) => KeyTemplate.TryParse(read.Template, out var template, out _) && facts.KeyOf(template) is { } key
        ? new(key, read.Operation, read.Tables)
        : null;
}
