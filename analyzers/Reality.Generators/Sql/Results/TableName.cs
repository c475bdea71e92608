namespace Reality.Generators.Sql;

/// <summary>A table as a text names it: folded as the dialect folds it, with the schema only where it was written.</summary>
internal sealed record TableName(string? Schema, string Name)
{
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
