using Reality.Generators.Sql;

namespace Reality.Sql.Tests.Harness;

/// <summary>Compares what the scanner says with what PostgreSQL's parser says, and counts.</summary>
internal sealed class Agreement
{
    private readonly List<string> _wrong = [];
    private readonly List<string> _samples = [];

    public int Agreed { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>Texts that PostgreSQL itself refuses: nothing said of them can be wrong.</summary>
    public int Refused { get; private set; }

    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>The first of those that were not known or refused, each with its reason.</summary>
    public IReadOnlyList<string> Samples => _samples;

    public override string ToString() => $"{Agreed} agreed, {Unknown} not known, {Wrong.Count} wrong, {Refused} refused by PostgreSQL";

    public void Compare(string text, PostgresParser.Answer answer)
    {
        var found = SqlScanner.Scan(text, SqlDialect.PostgreSql);
        if (answer.Statements is not { } expected)
        {
            Refused++;
            Sample(answer.Error, text);
        }
        else if (found.Unknown is { } unknown)
        {
            Unknown++;
            Sample(unknown.ToString(), text);
        }
        else if (Difference(found, expected) is { } difference)
        {
            _wrong.Add($"{difference}\n{text}\n");
        }
        else
        {
            Agreed++;
        }
    }

    private void Sample(string? reason, string text)
    {
        if (_samples.Count < 20)
        {
            _samples.Add($"{reason}: {text[..Math.Min(text.Length, 300)]}");
        }
    }

    private static string? Difference(SqlText found, IReadOnlyList<PostgresParser.Statement> expected)
    {
        if (found.Statements.Count != expected.Count)
        {
            return $"{found.Statements.Count} statements, not {expected.Count}";
        }

        foreach (var (statement, answer) in found.Statements.Zip(expected))
        {
            if (statement.Kind.ToString() != answer.Kind)
            {
                return $"{statement.Kind}, not {answer.Kind}";
            }

            // A written table counts as read where columns of it are: the parser's answer leaves that open.
            var reads = statement.Reads.Select(static read => read.Table.ToString()).ToHashSet();
            var mayRead = answer.Reads.Concat(statement.Writes.Select(static write => write.Table.ToString())).ToHashSet();
            if (!reads.IsSupersetOf(answer.Reads) || !reads.IsSubsetOf(mayRead))
            {
                return $"reads {string.Join(" ", reads)}, not {string.Join(" ", answer.Reads)}";
            }

            var writes = Writes([statement]);
            if (!writes.Order(StringComparer.Ordinal).SequenceEqual(answer.Writes.Order(StringComparer.Ordinal)))
            {
                return $"writes {string.Join(" ", writes)}, not {string.Join(" ", answer.Writes)}";
            }
        }

        return null;
    }

    private static IEnumerable<string> Writes(IEnumerable<SqlStatement> statements) => statements
        .SelectMany(static statement => statement.Writes)
        .Select(static write => $"{write.Kind} {write.Table}({write.Columns}){(write.EditsInPlace ? " in place" : string.Empty)}");
}
