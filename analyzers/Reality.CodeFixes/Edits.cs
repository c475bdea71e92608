using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Reality.CodeFixes;

/// <summary>
/// The changes of one fix, or of all that are applied together, each against the text as it was. What two fixes do alike is done
/// once; insertions at one place stand in the order in which they came; of fixes that change the same text the first wins.
/// </summary>
internal sealed class Edits(Solution solution)
{
    private readonly Dictionary<DocumentId, List<TextChange>> _changes = [];
    private readonly Dictionary<object, object> _shared = [];
    private readonly List<Func<CancellationToken, Task>> _last = [];

    public Solution Solution => solution;

    /// <summary>Inserts a text.</summary>
    public void Insert(Document document, int position, string text) => Replace(document, new TextSpan(position, 0), text);

    /// <summary>Replaces a text.</summary>
    public void Replace(Document document, TextSpan span, string text) => TryAdd(document, [new(span, text)]);

    /// <summary>Makes changes that belong together: all, or none where one meets what was changed before.</summary>
    public bool TryAdd(Document document, IReadOnlyCollection<TextChange> changes)
    {
        if (!_changes.TryGetValue(document.Id, out var known))
        {
            _changes.Add(document.Id, known = []);
        }

        var added = changes.Where(change => !known.Contains(change)).ToList();
        if (added.Any(change => known.Any(other => Meet(change.Span, other.Span))))
        {
            return false;
        }

        known.AddRange(added);
        return true;
    }

    /// <summary>What fixes that are applied together know of one another, by a key such as a type.</summary>
    /// <param name="key">The key.</param>
    /// <param name="create">Makes it for the first one.</param>
    /// <param name="atEnd">Runs once, when all of them have written.</param>
    public T Share<T>(object key, Func<T> create, Func<T, CancellationToken, Task>? atEnd = null)
        where T : class
    {
        if (_shared.TryGetValue(key, out var known))
        {
            return (T)known;
        }

        var made = create();
        _shared.Add(key, made);
        if (atEnd is not null)
        {
            _last.Add(token => atEnd(made, token));
        }

        return made;
    }

    /// <summary>The solution with the changes.</summary>
    public async Task<Solution> ApplyAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _last.Count; i++)
        {
            await _last[i](cancellationToken).ConfigureAwait(false);
        }

        var changed = solution;
        foreach (var pair in _changes)
        {
            var text = await solution.GetDocument(pair.Key)!.GetTextAsync(cancellationToken).ConfigureAwait(false);

            // Stable: insertions at one place keep their order.
            changed = changed.WithDocumentText(pair.Key, text.WithChanges(pair.Value.OrderBy(static change => change.Span.Start).ThenBy(static change => change.Span.End)));
        }

        return changed;
    }

    private static bool Meet(TextSpan left, TextSpan right) =>
        left.IsEmpty ? right.Start < left.Start && left.Start < right.End
        : right.IsEmpty ? left.Start < right.Start && right.Start < left.End
        : left.OverlapsWith(right);
}
