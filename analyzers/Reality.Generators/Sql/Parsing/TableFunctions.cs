namespace Reality.Generators.Sql.Parsing;

/// <summary>The functions that may stand in a <c>from</c> and read no table.</summary>
internal static class TableFunctions
{
    private static readonly HashSet<string> Postgres = new(
        """
        unnest generate_series generate_subscripts json_each json_each_text json_array_elements json_array_elements_text json_object_keys
        json_populate_record json_populate_recordset json_to_record json_to_recordset jsonb_each jsonb_each_text jsonb_array_elements
        jsonb_array_elements_text jsonb_object_keys jsonb_populate_record jsonb_populate_recordset jsonb_to_record jsonb_to_recordset
        jsonb_path_query jsonb_path_query_array jsonb_path_query_first regexp_matches regexp_split_to_table string_to_table regexp_match
        ts_debug ts_parse ts_token_type now clock_timestamp random gen_random_uuid date_trunc plainto_tsquery websearch_to_tsquery to_tsquery
        phraseto_tsquery to_tsvector coalesce greatest least nullif current_setting string_to_array array_agg lower upper
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    private static readonly HashSet<string> Sqlite = new(["json_each", "json_tree", "jsonb_each", "jsonb_tree", "generate_series"], StringComparer.Ordinal);

    public static bool Has(string name, SqlDialect dialect) => (dialect == SqlDialect.PostgreSql ? Postgres : Sqlite).Contains(name);
}
