namespace Reality.Sql.Tests;

/// <summary>Queries.</summary>
internal sealed partial class StatementGrammar
{
    private string Query(int depth, List<Item> common, List<Item> outer, int width, bool isSimple = false, bool hasWith = false)
    {
        if (depth > 1 && !isSimple && !hasWith && Chance(12))
        {
            var inner = common.ToList();
            return With(inner, depth - 1, false) + Query(depth - 1, inner, outer, width, hasWith: true);
        }

        var text = IsPostgres && !isSimple && Chance(8)
            ? $"( {Select(depth, common, outer, width)} )"
            : Select(depth, common, outer, width);
        if (isSimple)
        {
            return text;
        }

        var isUnion = false;
        while (depth > 1 && Chance(15))
        {
            isUnion = true;
            text += $" {Pick("union", "union all", "except", "intersect")} {(width == 1 && Chance(15) ? "values (1)" : Select(depth - 1, common, outer, width))}";
        }

        if (Chance(25))
        {
            text += $" order by {Pick("1", "c0")}{Pick(string.Empty, " desc", " asc nulls last")}";
        }

        if (Chance(20))
        {
            text += $" limit {Pick("10", "@take")}{Pick(string.Empty, " offset 5")}";
        }

        return IsPostgres && !isUnion && Chance(6) ? text + Pick(" for update", " for share skip locked", " for no key update nowait") : text;
    }

    private string Select(int depth, List<Item> common, List<Item> outer, int width)
    {
        var items = new List<Item>();
        var from = Sources(depth, common, outer, items);
        var columns = string.Join(", ", Enumerable.Range(0, width).Select(i => $"{ResultColumn(depth, items, outer, common)}{Pick(" as ", " ")}c{i}"));
        var text = $"select {Pick(string.Empty, string.Empty, string.Empty, "distinct ")}{columns} from {from}";
        if (Chance(70))
        {
            text += $" where {Condition(depth, items, common, outer)}";
        }

        if (Chance(12))
        {
            text += $" group by {Column(items, [])}{(Chance(30) ? $" having count(*) > {Pick("1", "@least")}" : string.Empty)}";
        }

        return text;
    }

    private string ResultColumn(int depth, List<Item> items, List<Item> outer, List<Item> common) => _random.Next(12) switch
    {
        0 => "count(*)",
        1 => $"sum({Column(items, [])}) filter (where {Column(items, [])} > 1)",
        2 => $"row_number() over (partition by {Column(items, [])} order by {Column(items, [])} desc)",
        3 => $"max({Column(items, [])}) over (order by {Column(items, [])} rows between 1 preceding and current row)",
        _ => Expression(depth, items, common, outer),
    };

    private string Sources(int depth, List<Item> common, List<Item> outer, List<Item> items)
    {
        var text = Source(depth, common, outer, items);
        for (var more = _random.Next(3); more > 0; more--)
        {
            text += _random.Next(5) switch
            {
                0 => $", {Source(depth, common, outer, items)}",
                1 => $" cross join {Source(depth, common, outer, items)}",
                2 when IsPostgres => $" left join {Group(depth, common, outer, items)} on {Condition(1, items, common)}",
                _ => $" {Pick("join", "inner join", "left join", "left outer join")} {Source(depth, common, outer, items)} on {Condition(1, items, common)}",
            };
        }

        return text;
    }

    /// <summary>A join in parentheses.</summary>
    private string Group(int depth, List<Item> common, List<Item> outer, List<Item> items) =>
        $"( {Source(depth, common, outer, items)} join {Source(depth, common, outer, items)} on {Condition(1, items, common)} )";

    private string Source(int depth, List<Item> common, List<Item> outer, List<Item> items)
    {
        var kind = _random.Next(10);
        if (kind == 0 && depth > 1)
        {
            var width = 1 + _random.Next(2);
            var lateral = IsPostgres && items.Count > 0 && Chance(50);
            var query = Query(depth - 1, common, lateral ? [.. outer, .. items] : outer, width);
            return $"{(lateral ? "lateral " : string.Empty)}{(IsPostgres && Chance(20) ? $"( ( {query} ) )" : $"( {query} )")}{Alias(items, [.. Enumerable.Range(0, width).Select(i => $"c{i}")])}";
        }

        if (kind == 1)
        {
            var argument = items.Count > 0 ? Column(items, []) : "'[1,2]'";
            return IsPostgres
                ? $"{Pick("generate_series(1, 3)", $"unnest({argument}::int[])", $"jsonb_array_elements({argument})")}{Alias(items, ["value"])}"
                : $"json_each({argument}){Alias(items, ["value", "key"])}";
        }

        if (kind <= 3 && common.Count > 0)
        {
            var one = Pick<Item>(common);
            return one.Name + Alias(items, one.Columns);
        }

        var table = Pick<string>([.. Tables.Keys]);
        var columns = Tables[table];
        if (common.Exists(one => one.Name == table))
        {
            // Its schema shows the real one behind a common table.
            return $"public.{table}{Alias(items, columns)}";
        }

        var schema = Chance(10) ? IsPostgres ? "public." : "main." : string.Empty;
        if (Chance(40) || items.Exists(one => one.Name == table))
        {
            return $"{(IsPostgres && Chance(8) ? "only " : string.Empty)}{schema}{table}{Alias(items, columns)}";
        }

        items.Add(new(table, columns));
        return schema + table;
    }

    private string Alias(List<Item> items, string[] columns)
    {
        // Now and then the alias is the name of some other table.
        var name = Chance(6) ? Pick("teams", "orders", "users") : Name("t");
        name = items.Exists(one => one.Name == name) ? Name("t") : name;
        items.Add(new(name, columns));
        return (IsPostgres ? Pick(" as ", " ") : " as ") + name;
    }
}
