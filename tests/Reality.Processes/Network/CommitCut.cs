namespace Reality.Processes.Network;

/// <summary>Where a connection to PostgreSQL is cut in the middle of a commit.</summary>
public enum CommitCut
{
    /// <summary>The client has sent its commit, and the server never gets it: nothing was committed, and the client does not know.</summary>
    BeforeServer,

    /// <summary>The server has committed, and its answer never arrives: everything was committed, and the client does not know.</summary>
    AfterServer,
}
