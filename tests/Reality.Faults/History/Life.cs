namespace Reality.Faults.History;

/// <summary>What a committed write did to one thing: a key, named by its text, or a family.</summary>
public readonly record struct Change(string Name, long Delta);

/// <summary>A committed write, as the application's own table has it.</summary>
/// <param name="Write">Which write.</param>
/// <param name="At">Before when nobody can have seen it, by the database's own record of commits; 0 where it keeps none.</param>
/// <param name="Changes">What it changed.</param>
public sealed record Commit(string Write, long At, IReadOnlyList<Change> Changes);

/// <summary>
/// What one life of the database held at its end, commits that it took over from the life before included. A database that is killed and
/// started again goes on with the same life: it may lose nothing that it acknowledged. A standby that is promoted and a backup that is
/// restored begin another: what is not in their tables then, the database itself has lost, and nobody is to blame.
/// </summary>
/// <param name="Ended">When it was killed for good; <see cref="long.MaxValue"/> for the last one.</param>
/// <param name="Commits">The writes, each thing's in the order of their commits.</param>
public sealed record Life(long Ended, IReadOnlyList<Commit> Commits);
