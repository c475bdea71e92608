namespace Reality.Generators.Sql.Lexing;

/// <summary>What a token is.</summary>
internal enum SqlTokenKind
{
    End,

    /// <summary>A keyword or a bare name.</summary>
    Word,
    QuotedName,
    String,
    Number,
    Parameter,
    Operator,
    Cast,
    Colon,
    Comma,
    Dot,
    Semicolon,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
}
