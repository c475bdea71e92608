namespace Reality.Generators.Sql.Scopes;

/// <summary>Gives the columns that expressions name to the tables that can have them, once a whole statement is read.</summary>
internal static class ColumnBinding
{
    // Keeps a text of thousands of tables and columns from costing their product.
    private const int MostSources = 100;

    /// <summary>Binds every name of a scope.</summary>
    /// <returns>What kept it from doing so.</returns>
    public static SqlUnknown? Bind(Scope scope)
    {
        var visible = VisibleFrom(scope);
        if (visible.Count > MostSources)
        {
            visible.ForEach(static source => source.ReadUnknown());
            return null;
        }

        if (scope.IsNatural)
        {
            scope.Sources.ToList().ForEach(static source => source.ReadUnknown());
        }

        foreach (var reference in scope.References)
        {
            if (reference.Qualifier.Count == 0)
            {
                BindBare(reference, scope, visible);
            }
            else if (visible.Find(source => source.IsCalled(reference.Qualifier)) is { } source)
            {
                source.Read(reference.Column, true);
            }
            else
            {
                return new($"'{string.Join(".", reference.Qualifier)}' is no table of this statement", reference.Offset);
            }
        }

        return null;
    }

    /// <summary>A bare name may be a column of any table in reach, or one of them for its whole row.</summary>
    private static void BindBare(ColumnReference reference, Scope scope, List<Source> visible)
    {
        var candidates = (reference.IsLocal ? scope.Sources : visible).Where(static source => !source.NeedsQualifier).ToList();
        var isCertain = candidates.Count == 1 && reference.Column is { } name && !scope.HasLabel(name);
        foreach (var source in candidates)
        {
            source.Read(reference.Column == source.Name ? null : reference.Column, isCertain);
        }
    }

    private static List<Source> VisibleFrom(Scope scope)
    {
        var visible = new List<Source>();
        for (var at = scope; at is not null && visible.Count <= MostSources; at = at.Outer)
        {
            visible.AddRange(at.Sources);
        }

        return visible;
    }
}
