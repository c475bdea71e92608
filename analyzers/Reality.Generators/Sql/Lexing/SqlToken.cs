namespace Reality.Generators.Sql.Lexing;

/// <summary>A token: where it stands, and the folded text of a word, a name or an operator.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, string Text)
{
    /// <summary>Whether it can be a name, if no keyword forbids it.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    public bool Is(string word) => Kind == SqlTokenKind.Word && Text == word;

    public bool IsOperator(string text) => Kind == SqlTokenKind.Operator && Text == text;
}
