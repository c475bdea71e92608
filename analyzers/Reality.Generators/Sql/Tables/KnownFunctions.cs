namespace Reality.Generators.Sql.Tables;

/// <summary>Functions of PostgreSQL and SQLite that neither write nor read tables.</summary>
internal static class KnownFunctions
{
    private static readonly HashSet<string> Names = new(
        """
        count sum avg min max total group_concat string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or every
        bit_and bit_or stddev variance percentile_cont percentile_disc mode row_number rank dense_rank percent_rank cume_dist ntile lag lead
        first_value last_value nth_value
        coalesce nullif greatest least ifnull iif abs ceil ceiling floor round trunc sign sqrt power pow exp ln log mod div random gen_random_uuid
        uuid_generate_v4 uuidv4 uuidv7 randomblob zeroblob hex unhex md5 sha224 sha256 sha384 sha512 digest crypt gen_salt encode decode
        lower upper initcap length char_length character_length octet_length bit_length substr substring left right trim ltrim rtrim btrim lpad
        rpad replace translate reverse repeat split_part strpos position instr concat concat_ws format printf quote quote_literal quote_ident
        ascii chr char unicode typeof regexp_replace regexp_match regexp_matches regexp_split_to_array regexp_like regexp_count regexp_substr
        starts_with string_to_array array_to_string array_length array_append array_prepend array_cat array_remove array_replace array_position
        cardinality unnest generate_series generate_subscripts overlay to_char to_date to_number to_timestamp
        now current_timestamp current_date current_time localtimestamp clock_timestamp statement_timestamp transaction_timestamp timeofday
        date time datetime julianday unixepoch strftime timediff date_trunc date_part extract age make_date make_time make_timestamp
        make_timestamptz make_interval justify_days justify_hours date_bin
        json json_array json_object json_extract json_set json_insert json_replace json_remove json_patch json_valid json_type json_quote
        json_each json_tree json_array_length json_group_array json_group_object jsonb jsonb_build_object jsonb_build_array json_build_object
        json_build_array to_json to_jsonb row_to_json jsonb_set jsonb_insert jsonb_strip_nulls json_strip_nulls jsonb_each jsonb_each_text
        json_each_text jsonb_array_elements jsonb_array_elements_text json_array_elements json_array_elements_text jsonb_array_length
        jsonb_object_keys json_object_keys jsonb_typeof json_typeof jsonb_extract_path jsonb_extract_path_text jsonb_path_query
        jsonb_path_exists jsonb_path_query_array jsonb_path_query_first jsonb_to_record jsonb_to_recordset json_to_recordset jsonb_pretty
        to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline setweight similarity
        word_similarity unaccent bm25 highlight snippet
        last_insert_rowid changes total_changes lastval currval nextval pg_advisory_lock pg_advisory_xact_lock pg_try_advisory_lock
        pg_try_advisory_xact_lock pg_advisory_unlock pg_notify pg_sleep pg_current_xact_id txid_current current_setting set_config
        inet_client_addr current_user session_user current_database current_schema hashtext hashtextextended likely unlikely likelihood
        width_bucket trim_array lower_inc upper_inc isempty daterange tsrange tstzrange int4range int8range numrange grouping row array exists
        st_distance st_dwithin st_makepoint st_setsrid st_contains st_intersects st_within st_asgeojson st_x st_y
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>Whether a function, by its name in lower case, is one of them.</summary>
    public static bool AreHarmless(string function) =>
        Names.Contains(function.StartsWith("pg_catalog.", StringComparison.Ordinal) ? function.Substring("pg_catalog.".Length) : function);
}
