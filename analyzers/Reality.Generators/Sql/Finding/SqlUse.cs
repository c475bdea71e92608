namespace Reality.Generators.Sql.Finding;

/// <summary>A place in a method, or in a helper that it calls, where SQL is sent.</summary>
/// <param name="Text">What is known of the text.</param>
/// <param name="Dialect">The dialect, where the type of the command or the connection tells.</param>
/// <param name="Start">Where the expression stands in its file.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Path">The file.</param>
internal sealed record SqlUse(ConstantText Text, SqlDialect Dialect, int Start, int Length, string Path);
