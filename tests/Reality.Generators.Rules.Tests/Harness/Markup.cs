using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Reality.Generators.Rules.Tests.Harness;

/// <summary>A source with the diagnostics that it expects: <c>{|RLT1001:here|}</c>.</summary>
internal sealed record Markup(string Source, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Markup Parse(string text)
    {
        var source = new StringBuilder(text.Length);
        var expected = new List<(string, TextSpan)>();
        var open = new Stack<(string Id, int Start)>();
        for (var i = 0; i < text.Length;)
        {
            var rest = text.AsSpan(i);
            if (rest.StartsWith("{|"))
            {
                var colon = text.IndexOf(':', i);
                open.Push((text[(i + 2)..colon], source.Length));
                i = colon + 1;
            }
            else if (rest.StartsWith("|}") && open.TryPop(out var mark))
            {
                expected.Add((mark.Id, TextSpan.FromBounds(mark.Start, source.Length)));
                i += 2;
            }
            else
            {
                source.Append(text[i++]);
            }
        }

        Assert.Empty(open);
        return new(source.ToString(), expected);
    }
}
