namespace Reality.Sql.Tests;

/// <summary>Statements that write.</summary>
internal sealed partial class StatementGrammar
{
    private static readonly string[] Upsertable = ["users", "teams", "rooms", "messages", "products", "orders"];

    private string Insert(List<Item> common)
    {
        var table = Pick<string>(Upsertable);
        string[] columns = [.. Tables[table].OrderBy(_ => _random.Next()).Take(1 + _random.Next(3))];
        var verb = IsPostgres ? "insert" : Pick("insert", "insert", "insert or ignore", "insert or replace", "replace");
        var text = $"{verb} into {table} ({string.Join(", ", columns)}) ";
        text += _random.Next(4) switch
        {
            0 => "values " + string.Join(", ", Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => $"({string.Join(", ", columns.Select(_ => Expression(1, [], common, [])))})")),
            1 when IsPostgres => $"( {Query(2, common, [], columns.Length)} )",
            _ => $"{Select(2, common, [], columns.Length)}{(IsPostgres ? string.Empty : " limit 3")}",
        };
        if (verb == "insert" && Chance(35))
        {
            var target = new Item(table, Tables[table]);
            text += " on conflict" + Pick<Func<string>>(
                () => " do nothing",
                () => " (id) do nothing",
                () => $" (id) do update set {Assignments(target, [target, new("excluded", Tables[table])], common, false)}",
                () => $" (id) do update set {Assignments(target, [target], common, false)} where {target.Name}.{Pick<string>(target.Columns)} > 1")();
        }

        return text;
    }

    private string Update(List<Item> common)
    {
        var table = Pick<string>([.. Tables.Keys]);
        var items = new List<Item>();
        var name = table + (Chance(40) ? Alias(items, Tables[table]) : string.Empty);
        if (items.Count == 0)
        {
            items.Add(new(table, Tables[table]));
        }

        var target = items[0];
        var from = Chance(30) ? $" from {Source(2, common, [], items)}" : string.Empty;
        var verb = IsPostgres ? Pick("update ", "update ", "update only ") : Pick("update ", "update or ignore ");
        return $"{verb}{name} set {Assignments(target, items, common, true)}{from} where {Condition(2, items, common)}";
    }

    private string Assignments(Item target, List<Item> items, List<Item> common, bool mayBeTuple)
    {
        string[] columns = [.. target.Columns.OrderBy(_ => _random.Next()).Take(1 + _random.Next(2))];
        return mayBeTuple && columns.Length == 2 && Chance(25)
            ? $"({columns[0]}, {columns[1]}) = {(Chance(50) ? $"( {Query(1, common, items, 2)} )" : $"({Expression(1, items, common, [])}, 1)")}"
            : string.Join(", ", columns.Select(column => $"{column} = {Expression(1, items, common, [])}"));
    }

    private string Delete(List<Item> common)
    {
        var table = Pick<string>([.. Tables.Keys]);
        List<Item> items = [new(table, Tables[table])];
        var from = IsPostgres && Chance(30) ? $" using {Sources(1, common, [], items)}" : string.Empty;
        return $"delete from {table}{from} where {Condition(2, items, common)}";
    }

    private string Merge(List<Item> common)
    {
        var table = Pick<string>(Upsertable);
        List<Item> items = [new(table, Tables[table])];
        var target = items[0];
        var text = $"merge into {table} using {Source(2, common, [], items)} on {Condition(1, items, common)}";
        for (var i = 1 + _random.Next(2); i > 0; i--)
        {
            text += _random.Next(4) switch
            {
                0 => $" when matched and {Condition(1, items, common)} then delete",
                1 => " when matched then do nothing",
                2 => $" when not matched then insert ({target.Columns[0]}, {target.Columns[1]}) values (1, {Expression(1, items, common, [])})",
                _ => $" when matched then update set {Assignments(target, items, common, false)}",
            };
        }

        return text;
    }

    private string Bulk()
    {
        var table = Pick<string>([.. Tables.Keys]);
        return Pick<Func<string>>(
            () => $"truncate {Pick(string.Empty, "table ")}{table}{Pick(string.Empty, ", only audit_log")}{Pick(string.Empty, " restart identity")}",
            () => $"copy {table} ({Tables[table][0]}, {Tables[table][1]}) from stdin (format binary)",
            () => $"copy {table} to stdout",
            () => $"copy ( {Query(2, [], [], 2)} ) to stdout",
            () => $"table {table}",
            () => "begin",
            () => "set local lock_timeout = '5s'")();
    }
}
