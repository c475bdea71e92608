namespace Reality.Sql.Tests;

/// <summary>Expressions.</summary>
internal sealed partial class StatementGrammar
{
    private string Condition(int depth, List<Item> items, List<Item> common, List<Item>? outer = null)
    {
        var text = Test(depth, items, common, outer ?? []);
        while (Chance(25))
        {
            text = $"{text} {Pick("and", "or", "and not")} {Test(depth, items, common, outer ?? [])}";
        }

        return text;
    }

    private string Test(int depth, List<Item> items, List<Item> common, List<Item> outer)
    {
        string Operand() => Expression(depth, items, common, outer);
        List<Item> visible = [.. outer, .. items];
        return _random.Next(IsPostgres ? 16 : 11) switch
        {
            0 => $"{Operand()} is {Pick(string.Empty, "not ")}null",
            1 => $"{Operand()} {Pick(string.Empty, "not ")}in (1, {Operand()}, @p)",
            2 => $"{Operand()} between {Operand()} and {Operand()}",
            3 => $"{Operand()} {Pick(string.Empty, "not ")}like '%from·x%'",
            4 when depth > 1 => $"{Pick(string.Empty, "not ")}exists ( {Query(depth - 1, common, visible, 1)} )",
            5 when depth > 1 => $"{Operand()} in ( {Query(depth - 1, common, visible, 1)} )",
            6 => $"( {Operand()} = {Operand()} or {Operand()} <> 2 )",
            7 => $"{Operand()} is {Pick(string.Empty, "not ")}distinct from {Operand()}",
            11 => $"{Operand()} = any ( {Operand()} )",
            12 => $"{Operand()} {Pick("ilike", "similar to", "~*", "!~", "@>", "&&", "@@")} {Operand()}",
            13 when depth > 1 => $"{Operand()} >= all ( {Query(depth - 1, common, visible, 1)} )",
            14 => $"( {Operand()}, 1 ) overlaps ( 1, {Operand()} )",
            15 => $"extract( epoch from {Operand()} ) > 5",
            _ => $"{Operand()} {Pick("=", "<", ">=", "<>", "!=")} {Operand()}",
        };
    }

    private string Expression(int depth, List<Item> items, List<Item> common, List<Item> outer)
    {
        string Operand() => Expression(depth - 1, items, common, outer);
        if (depth <= 0)
        {
            return Chance(60) ? Column(items, outer) : Literal();
        }

        return _random.Next(IsPostgres ? 26 : 17) switch
        {
            0 => $"( {Operand()} {Pick("+", "-", "*", "/", "||")} {Operand()} )",
            1 => $"{Operand()} || {Operand()}",
            2 => $"coalesce( {Operand()}, {Operand()} )",
            3 => $"case when {Condition(depth - 1, items, common, outer)} then {Operand()} else {Operand()} end",
            4 => $"case {Operand()} when 1 then {Operand()} end",
            5 => $"cast( {Operand()} as {Pick("integer", "varchar(20)", "text")} )",
            6 when depth > 1 => $"( {Query(depth - 1, common, [.. outer, .. items], 1)} )",
            7 => $"lower( {Operand()} )",
            8 => $"- {Operand()}",
            9 or 10 => Literal(),
            17 => $"{Operand()}::{Pick("text", "int[]", "numeric(10, 2)", "timestamp with time zone", "double precision", "pg_catalog.int4")}",
            18 => $"array[ {Operand()}, 2 ]",
            19 => $"substring( {Operand()} from 1 for 2 )",
            20 => $"trim( both from {Operand()} )",
            21 => $"( {Operand()} )[1:2]",
            22 => $"( {Operand()} at time zone 'utc' )",
            23 => $"( {Operand()} ->> 'from·users' )",
            24 => $"position( 'a' in {Operand()} )",
            25 when depth > 1 => $"array( {Query(depth - 1, common, [.. outer, .. items], 1)} )",
            _ => Column(items, outer),
        };
    }

    /// <summary>A column of this query, or of one around it where that can be told apart.</summary>
    private string Column(List<Item> items, List<Item> outer)
    {
        var all = outer.Where(one => !items.Exists(item => item.Name == one.Name)).ToList();
        var fromOuter = all.Count > 0 && (items.Count == 0 || Chance(25));
        if (!fromOuter && items.Count == 0)
        {
            return "3";
        }

        // Of several outer tables with one name the innermost is meant, which stands last.
        var item = fromOuter ? all.Last(one => one.Name == Pick<Item>(all).Name || one == all[^1]) : Pick<Item>(items);
        var column = Pick<string>(item.Columns);
        var isOnly = !fromOuter && items.Count(one => one.Columns.Contains(column)) == 1;
        return isOnly && Chance(50) ? column : $"{item.Name}{Pick(".", ".", " . ")}{column}";
    }

    private string Literal() => _random.Next(IsPostgres ? 14 : 8) switch
    {
        0 => "1",
        1 => "2.5e3",
        2 => "'it''s·from·teams'",
        3 => "@p",
        4 => "null",
        5 => ":q",
        6 => "current_timestamp",
        7 => "''",
        8 => "$$select·from·rooms$$",
        9 => "$_$·$$·join·x·$_$",
        10 => "E'a\\'·from·b'",
        11 => "date '2024-01-01'",
        12 => "interval '1·day'",
        _ => "U&'\\0061'",
    };
}
