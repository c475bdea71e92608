namespace Reality.Processes.Network;

/// <summary>Recognizes a commit in what passes between a client and PostgreSQL, well enough for a test that does not depend on each one.</summary>
internal static class CommitMessage
{
    public static bool IsIn(CommitCut where, ReadOnlySpan<byte> bytes) => where switch
    {
        // The text of a statement, ended by a zero or followed by more.
        CommitCut.BeforeServer => bytes.IndexOf("COMMIT"u8) >= 0 || bytes.IndexOf("commit"u8) >= 0,

        // CommandComplete: type, length, tag.
        _ => bytes.IndexOf("C\0\0\0\u000bCOMMIT\0"u8) >= 0,
    };
}
