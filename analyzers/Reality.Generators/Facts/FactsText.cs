using System.Text;

namespace Reality.Generators.Facts;

/// <summary>
/// The form of facts: one fact a line, its fields separated by tabs, the first one its kind. Tab, line break and backslash in a field are
/// <c>\t</c>, <c>\n</c> and <c>\\</c>. A reader skips the kinds that it does not know.
/// </summary>
internal static class FactsText
{
    public static string Line(params string[] fields) => string.Join("\t", fields.Select(Escape));

    public static IEnumerable<string[]> Read(string text) => text
        .Split(['\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => line.Split('\t').Select(Unescape).ToArray());

    private static string Escape(string field) =>
        field.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\r", string.Empty).Replace("\n", "\\n");

    private static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
        {
            return field;
        }

        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            var isEscape = field[i] == '\\' && i + 1 < field.Length;
            text.Append(!isEscape ? field[i] : field[++i] switch { 't' => '\t', 'n' => '\n', var other => other });
        }

        return text.ToString();
    }
}
