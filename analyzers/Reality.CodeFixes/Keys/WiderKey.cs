using System.Text;
using Reality.Grammar;

namespace Reality.CodeFixes.Keys;

/// <summary>A key that gets segments for more parameters, as far as the grammar lets it.</summary>
internal sealed class WiderKey
{
    private readonly StringBuilder _added = new();
    private readonly StringBuilder _route = new();
    private readonly List<string> _family;
    private bool _endsWithPlaceholder;

    private WiderKey(KeyTemplate template)
    {
        Before = template;
        _family = [.. template.Segments.Select(static segment => segment.IsPlaceholder ? KeySegment.Star : segment.Value)];
        _endsWithPlaceholder = template.Segments[template.Segments.Count - 1].IsPlaceholder;
    }

    public KeyTemplate Before { get; }

    /// <summary>What comes behind the template, such as <c>:take:&lt;take&gt;</c>.</summary>
    public string Added => _added.ToString();

    /// <summary>What comes behind the route.</summary>
    public string Route => _route.ToString();

    /// <summary>All keys of the wider template.</summary>
    public string Family => string.Join(":", _family);

    public static WiderKey Of(KeyTemplate template) => new(template);

    /// <summary>Adds a parameter: behind a word alone, behind another placeholder with a word that says what it is.</summary>
    /// <returns>Whether there was room.</returns>
    public bool Add(string parameter)
    {
        var word = Word(parameter);
        var count = _endsWithPlaceholder ? 2 : 1;
        if (_family.Count + count > KeyTemplate.MaxSegments || word.Length == 0)
        {
            return false;
        }

        if (_endsWithPlaceholder)
        {
            _added.Append(':').Append(word);
            _family.Add(word);
        }

        _added.Append(":<").Append(parameter).Append('>');
        _route.Append("/{").Append(parameter).Append('}');
        _family.Add(KeySegment.Star);
        _endsWithPlaceholder = true;
        return true;
    }

    // pageSize: page-size
    private static string Word(string parameter)
    {
        var word = new StringBuilder();
        foreach (var c in parameter.Where(static c => c < 128 && char.IsLetterOrDigit(c)))
        {
            if (char.IsUpper(c) && word.Length > 0)
            {
                word.Append('-');
            }

            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
