using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Reality.Generators.Rules.Declarations;

namespace Reality.CodeFixes.Text;

/// <summary>Changes a part of a text inside its literal, whatever the literal's form.</summary>
internal static class LiteralText
{
    /// <summary>The change that puts a text in place of a part of a literal's value.</summary>
    /// <param name="expression">The literal.</param>
    /// <param name="start">Where the part begins in the value.</param>
    /// <param name="length">How long it is; 0 inserts.</param>
    /// <param name="text">A text without quotes, backslashes and line breaks, such as a part of a template: it stands alike in every form.</param>
    /// <returns><see langword="null"/> where the expression is no literal that shows its value letter by letter.</returns>
    public static TextChange? Replace(ExpressionSyntax expression, int start, int length, string text) =>
        LiteralSpan.Of(expression, start, length) is { } span ? new(span, text) : null;

    /// <summary>The change that adds a text to the end of a literal.</summary>
    public static TextChange? Append(ExpressionSyntax expression, string text) =>
        ValueOf(expression) is { } value ? Replace(expression, value.Length, 0, text) : null;

    /// <summary>The value of a literal.</summary>
    public static string? ValueOf(ExpressionSyntax? expression) => (expression as LiteralExpressionSyntax)?.Token.Value as string;
}
