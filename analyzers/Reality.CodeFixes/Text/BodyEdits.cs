using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Reality.CodeFixes.Text;

/// <summary>Takes statements out of a body line by line, so that whatever stays keeps its comments and its layout.</summary>
internal sealed class BodyEdits(SourceText text, SyntaxNode body)
{
    private readonly HashSet<int> _lines = [];
    private readonly Dictionary<int, int> _outdents = [];
    private readonly List<TextChange> _changes = [];
    private readonly List<TextSpan> _gone = [];

    /// <summary>Whether a node was taken out or replaced.</summary>
    public bool IsGone(SyntaxNode node) => _gone.Any(span => span.Contains(node.Span));

    public void Replace(SyntaxNode node, string replacement)
    {
        _gone.Add(node.Span);
        _changes.Add(new(node.Span, replacement));
    }

    public void Insert(int position, string inserted) => _changes.Add(new(new(position, 0), inserted));

    /// <summary>Takes a text out, with its lines where nothing else stands in them; a comment behind it stays.</summary>
    public void Remove(TextSpan span)
    {
        _gone.Add(span);
        var (first, last) = (text.Lines.GetLineFromPosition(span.Start), text.Lines.GetLineFromPosition(span.End));
        var behind = text.ToString(TextSpan.FromBounds(span.End, last.End));
        if (!SourceLines.IsFirstInLine(text, span.Start) || behind.Trim().Length > 0)
        {
            var blanks = behind.Length - behind.TrimStart().Length;
            _changes.Add(new(TextSpan.FromBounds(span.Start, span.End + blanks), string.Empty));
            return;
        }

        for (var i = first.LineNumber; i <= last.LineNumber; i++)
        {
            _lines.Add(i);
        }
    }

    /// <summary>Leaves of a statement only what stands in its block.</summary>
    /// <param name="outer">The statement.</param>
    /// <param name="inner">The statement in it that stays.</param>
    public void Unwrap(StatementSyntax outer, StatementSyntax inner)
    {
        if (inner is not BlockSyntax block)
        {
            Remove(TextSpan.FromBounds(outer.SpanStart, inner.GetFirstToken().GetPreviousToken().Span.End));
            var deeper = SourceLines.IndentationAt(text, inner.SpanStart).Length - SourceLines.IndentationAt(text, outer.SpanStart).Length;
            Outdent(inner.Span, deeper);
            return;
        }

        Remove(TextSpan.FromBounds(outer.SpanStart, block.OpenBraceToken.Span.End));
        Remove(TextSpan.FromBounds(block.CloseBraceToken.SpanStart, outer.Span.End));
        if (block.Statements.Count > 0)
        {
            var deeper = SourceLines.IndentationAt(text, block.Statements[0].SpanStart).Length - SourceLines.IndentationAt(text, outer.SpanStart).Length;
            Outdent(TextSpan.FromBounds(block.OpenBraceToken.Span.End, block.CloseBraceToken.SpanStart), deeper);
        }
    }

    /// <summary>Puts a comment above a statement.</summary>
    public void Comment(SyntaxNode above, string comment)
    {
        var line = text.Lines.GetLineFromPosition(above.SpanStart);
        var indentation = SourceLines.IndentationOf(line);
        _outdents.TryGetValue(line.LineNumber, out var less);
        _changes.Add(new(new(line.Start, 0), indentation.Substring(Math.Min(less, indentation.Length)) + "// " + comment + SourceLines.BreakOf(text)));
    }

    public IReadOnlyList<TextChange> Changes()
    {
        CloseGaps();
        var lines = _lines.Select(line => text.Lines[line].SpanIncludingLineBreak).ToList();
        return
        [
            .. _changes.Where(change => !lines.Any(line => line.Contains(change.Span) && !change.Span.IsEmpty || change.Span.IsEmpty && line.Start < change.Span.Start && change.Span.Start < line.End)),
            .. lines.Select(static line => new TextChange(line, string.Empty)),
            .. _outdents.Where(pair => !_lines.Contains(pair.Key) && !IsInText(text.Lines[pair.Key].Start))
                .Select(pair => new TextChange(new(text.Lines[pair.Key].Start, Math.Min(pair.Value, SourceLines.IndentationOf(text.Lines[pair.Key]).Length)), string.Empty)),
        ];
    }

    private void Outdent(TextSpan span, int columns)
    {
        for (var line = text.Lines.GetLineFromPosition(span.Start).LineNumber; columns > 0 && line <= text.Lines.GetLineFromPosition(span.End).LineNumber; line++)
        {
            if (text.Lines[line].Start >= span.Start || SourceLines.IsFirstInLine(text, span.Start))
            {
                _outdents.TryGetValue(line, out var before);
                _outdents[line] = before + columns;
            }
        }
    }

    // The blanks of such a line are a part of the value. Those of a raw literal are not: its lines move together.
    private bool IsInText(int position)
    {
        var token = body.FindToken(position);
        return token.SpanStart < position && position < token.Span.End && (token.IsKind(SyntaxKind.StringLiteralToken)
            || token.IsKind(SyntaxKind.InterpolatedStringTextToken) && token.Parent?.Parent is InterpolatedStringExpressionSyntax { StringStartToken.RawKind: (int)SyntaxKind.InterpolatedVerbatimStringStartToken });
    }

    // Where statements are gone no two blank lines remain, and none beside a brace.
    private void CloseGaps()
    {
        foreach (var line in _lines.OrderBy(static line => line).ToList())
        {
            var (before, after) = (line - 1, line + 1);
            while (_lines.Contains(before))
            {
                before--;
            }

            while (_lines.Contains(after))
            {
                after++;
            }

            if (before < 0 || after >= text.Lines.Count)
            {
                continue;
            }

            var (above, below) = (text.Lines[before], text.Lines[after]);
            if (SourceLines.IsBlank(below) && (SourceLines.IsBlank(above) || above.ToString().TrimEnd().EndsWith("{", StringComparison.Ordinal)))
            {
                _lines.Add(after);
            }
            else if (SourceLines.IsBlank(above) && below.ToString().TrimStart().StartsWith("}", StringComparison.Ordinal))
            {
                _lines.Add(before);
            }
        }
    }
}
