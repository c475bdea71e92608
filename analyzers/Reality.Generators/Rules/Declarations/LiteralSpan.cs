using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Reality.Generators.Rules.Declarations;

/// <summary>Finds a part of a string's value in the source of its literal.</summary>
internal static class LiteralSpan
{
    /// <summary>The source of a part of a value; <see langword="null"/> where the expression is no literal that shows it letter by letter.</summary>
    public static TextSpan? Of(ExpressionSyntax expression, int start, int length)
    {
        if (expression is not LiteralExpressionSyntax { Token: var token } || token.Value is not string value || start + length > value.Length)
        {
            return null;
        }

        var source = token.Text;
        Func<string, int, (int Value, int Source)>? step = token.Kind() switch
        {
            SyntaxKind.StringLiteralToken when source[0] == '@' => VerbatimStep,
            SyntaxKind.StringLiteralToken => EscapedStep,
            SyntaxKind.SingleLineRawStringLiteralToken => static (_, _) => (1, 1),
            _ => null,
        };
        if (step is null)
        {
            return null;
        }

        var open = source[0] == '@' ? 2 : source.Length - source.TrimStart('"').Length;
        return value.Length == 0
            ? null
            : TextSpan.FromBounds(
                token.SpanStart + PositionOf(start, source, open, step),
                token.SpanStart + PositionOf(start + length, source, open, step));
    }

    private static int PositionOf(int index, string source, int position, Func<string, int, (int Value, int Source)> step)
    {
        for (var i = 0; i < index;)
        {
            var (value, length) = step(source, position);
            i += value;
            position += length;
        }

        return position;
    }

    private static (int Value, int Source) VerbatimStep(string source, int position) => (1, source[position] == '"' ? 2 : 1);

    private static (int Value, int Source) EscapedStep(string source, int position)
    {
        if (source[position] != '\\')
        {
            return (1, 1);
        }

        switch (source[position + 1])
        {
            case 'u':
                return (1, 6);
            case 'U':
                return (source.Substring(position + 2, 4) == "0000" ? 1 : 2, 10);
            case 'x':
                var digits = 0;
                while (digits < 4 && Uri.IsHexDigit(source[position + 2 + digits]))
                {
                    digits++;
                }

                return (1, 2 + digits);
            default:
                return (1, 2);
        }
    }
}
