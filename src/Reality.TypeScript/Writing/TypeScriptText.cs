using System.Text.RegularExpressions;

namespace Reality.TypeScript.Writing;

/// <summary>Names and texts as TypeScript has them.</summary>
internal static partial class TypeScriptText
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "eval", "export",
        "extends", "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null", "package",
        "private", "protected", "public", "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void", "while", "with", "yield",
    };

    public static string Literal(string text)
    {
        var literal = new System.Text.StringBuilder("'");
        foreach (var c in text)
        {
            literal.Append(c switch
            {
                '\'' => "\\'",
                '\\' => "\\\\",
                < ' ' or '\u007F' or '\u2028' or '\u2029' => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        }

        return literal.Append('\'').ToString();
    }

    /// <summary>A name in an object or interface: bare where it can be.</summary>
    public static string Member(string name) => Identifier().IsMatch(name) ? name : Literal(name);

    /// <summary>A parameter's name, which no word of the language and none of the file's own names may be.</summary>
    public static string Parameter(string name) => Words.Contains(name) || name is "key" or "routed" or "plain" or "Keys" ? name + "_" : name;

    /// <summary>Documentation, as far as there is some.</summary>
    public static string Comment(string? text, string indent) =>
        string.IsNullOrEmpty(text) ? string.Empty : $"{indent}/** {text.Replace("*/", "*\\/", StringComparison.Ordinal)} */\n";

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*$")]
    private static partial Regex Identifier();
}
