using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Reality.CodeFixes.Text;

/// <summary>How a file is laid out: what is added to it looks as if it had been there.</summary>
internal static class SourceLines
{
    /// <summary>The file's line break.</summary>
    public static string BreakOf(SourceText text)
    {
        var line = text.Lines[0];
        return line.EndIncludingLineBreak > line.End ? text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) : "\n";
    }

    /// <summary>The blanks at the beginning of the line at a place.</summary>
    public static string IndentationAt(SourceText text, int position) => IndentationOf(text.Lines.GetLineFromPosition(position));

    public static string IndentationOf(TextLine line)
    {
        var text = line.ToString();
        return text.Substring(0, text.Length - text.TrimStart(' ', '\t').Length);
    }

    /// <summary>What one step of indentation is in a file that indents a member in its type.</summary>
    public static string StepOf(SourceText text, SyntaxNode member)
    {
        var inner = IndentationAt(text, member.GetFirstToken().SpanStart);
        var outer = member.Parent is { } parent ? IndentationAt(text, parent.GetLastToken().SpanStart) : string.Empty;
        return inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) ? inner.Substring(outer.Length) : "    ";
    }

    public static bool IsBlank(TextLine line) => string.IsNullOrWhiteSpace(line.ToString());

    /// <summary>Whether nothing but blanks stands before a place in its line.</summary>
    public static bool IsFirstInLine(SourceText text, int position) =>
        string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position)));
}
