namespace Reality.Postgres.Schema;

/// <summary>Reality's statements on node rows, over a schema.</summary>
internal sealed class NodeSql
{
    /// <summary>What our transactions are begun with and others are not; see <see cref="Writing.WriteTransaction"/>.</summary>
    private const string Ours = "read uncommitted";

    private const string Columns = "key, version, hash, updated_at, family_version, floor";

    private const string Now = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

    public NodeSql(string schema)
    {
        Schema = schema;
        Node = $"{schema}.node";
        Meta = $"{schema}.meta";
        Incarnation = $"{schema}.incarnation";
        Mark = $"{schema}.mark";

        // Valid only if it was written in this very life of this very cluster, database and table. While a restore is under way there is a
        // table without its primary key, which comes after the data.
        string AboutWith(string isTruncated) => $"""
            select false as also, null::text as key, 0::bigint as version, null::text as hash, 0::bigint as updated_at,
                0::bigint as family_version, 0::bigint as floor,
                array[
                    m.epoch, m.base::text, encode(m.secret, 'hex'), pg_current_snapshot()::text,
                    (select i.id from {Incarnation} i
                        where i.system_identifier = (select c.system_identifier from pg_control_system() c)
                            and i.database = (select d.oid from pg_database d where d.datname = current_database())
                            and i.timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8)
                            and i.relation = '{Incarnation}'::regclass
                            and i.filenode = pg_relation_filenode('{Node}'::regclass)),
                    exists (select from {Mark} where deadline <= statement_timestamp())::text,
                    (to_regclass('{Node}_pkey') is not null)::text,
                    ({isTruncated})::text,
                    (pg_current_wal_insert_lsn() - '0/0')::text,
                    (extract(epoch from clock_timestamp()) * 1000000)::bigint::text
                ] as about
            from {Meta} m
            """;

        About = AboutWith("false");
        var also = $"select true, {Columns}, null from {Node} where key = any(";

        PullAll = $"""
            with listed as materialized (select count(*) as number from (select from {Node} limit $1 + 1) n)
            {AboutWith("select l.number > $1 from listed l")}
            union all select false, {Columns}, null from {Node} where (select l.number from listed l) <= $1
            union all {also}$2)
            """;

        // Not visible then: what began later, and what was under way. The upper bound, which no transaction reaches, makes the planner
        // expect few rows whatever it knows of the table, and so take the index (a lone ">=" counts as a third of it).
        Pull = $"""
            with changed as materialized (
                select {Columns} from {Node} where xid >= $3 and xid <= $4
                union all select {Columns} from {Node} where xid = any($5)
                limit $1 + 1)
            {AboutWith("(select count(*) from changed) > $1")}
            union all select false, {Columns}, null from changed where (select count(*) from changed) <= $1
            union all {also}$2)
            """;

        // On a standby: what is asked of the primary cannot be (the incarnation is unlogged), and what is can only be asked there.
        PullFromStandby = $"""
            with changed as materialized (
                select {Columns}, xid from {Node} where xid >= $3 and xid <= $4
                union all select {Columns}, xid from {Node} where xid = any($5)
                limit $1 + 1)
            select false as also, null::text as key, 0::bigint as version, null::text as hash, 0::bigint as updated_at,
                0::bigint as family_version, 0::bigint as floor,
                array[
                    m.epoch, m.base::text, pg_is_in_recovery()::text, pg_current_snapshot()::text,
                    (greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0')::text,
                    exists (select from {Mark} where deadline <= timestamptz 'epoch' + $6 * interval '1 microsecond')::text,
                    (to_regclass('{Node}_pkey') is not null)::text,
                    ((select count(*) from changed) > $1)::text,
                    (select array_agg(distinct xid)::text from changed)
                ] as about
            from {Meta} m
            union all select false, {Columns}, null from changed where (select count(*) from changed) <= $1
            union all {also}$2)
            """;

        Find = $"select false, {Columns}, null from {Node} where key = any($1)";
        AboutAndNodes = $"{About} union all {also}$1)";
        Bump = new BumpText(Many(hash: "null", where: "true"), One(hash: "null", where: "true"));
        BumpInTransaction = new BumpText(Many(hash: "null", where: StillOurs), One(hash: "null", where: StillOurs));
        Update = new BumpText(Many(hash: "$3::text", where: "true"), One(hash: "$3::text", where: "true"));
        Token = $"select pg_current_xact_id_if_assigned(), pg_snapshot_xmin(pg_current_snapshot()), e.epoch, e.base from (select epoch, base from {Meta}) e where {StillOurs}";
        SetHashes = $"update {Node} n set hash = h.hash from unnest($1, $2) as h (key, hash) where n.key = h.key";
        SetNode = $"""
            with stored as (
                insert into {Node} as n ({Columns}, xid) values ($1, $2, $3, $4, $5, $6, pg_current_xact_id())
                on conflict (key) do update set version = excluded.version, hash = excluded.hash, updated_at = excluded.updated_at,
                    family_version = excluded.family_version, floor = greatest(n.floor, excluded.floor), xid = excluded.xid
                where n.version < excluded.version
                returning 1)
            select exists (select from stored), (select version from {Node} where key = $1)
            """;
        Delete = $"""
            update {Node} set version = version + 1, hash = '', updated_at = {Now}, xid = pg_current_xact_id()
            where key = $1 and hash <> ''
            """;
    }

    public string Schema { get; }

    public string Node { get; }

    public string Meta { get; }

    public string Incarnation { get; }

    public string Mark { get; }

    /// <summary>One row of what a pull says besides nodes, in the columns of node rows and an array.</summary>
    public string About { get; }

    /// <summary>Everything: the limit, further keys.</summary>
    public string PullAll { get; }

    /// <summary>What a snapshot did not show: the limit, further keys, its xmax, the greatest id there is, its ids in progress.</summary>
    public string Pull { get; }

    /// <summary>The same on a standby, with the greatest time that it may be on the primary, in microseconds since 1970.</summary>
    public string PullFromStandby { get; }

    /// <summary>The nodes of keys.</summary>
    public string Find { get; }

    /// <summary>What a pull says, with the nodes of keys.</summary>
    public string AboutAndNodes { get; }

    /// <summary>Bumps keys of families.</summary>
    public BumpText Bump { get; }

    /// <summary>The same in a transaction, which must be the one that was begun.</summary>
    public BumpText BumpInTransaction { get; }

    /// <summary>The same with a hash for all of them.</summary>
    public BumpText Update { get; }

    /// <summary>The transaction's own id, if it has one; the snapshot's oldest; epoch and base.</summary>
    public string Token { get; }

    public string SetHashes { get; }

    public string SetNode { get; }

    public string Delete { get; }

    // A cast that fails and says why: it stops the statement and the commit behind it.
    private static string StillOurs =>
        $"case when current_setting('transaction_isolation') = '{Ours}' then true "
        + "else (current_setting('transaction_isolation') || ' is another transaction than the one that was begun')::boolean end";

    // Rows are locked in the order that they come from the sort, the same for everyone.
    private string Many(string hash, string where) =>
        BumpFrom($"from unnest($1, $2) as k (key, family) left join {Node} f on f.key = k.family where {where} order by k.key collate \"C\"", hash);

    // Most writes bump one key, and starting the executor is most of their cost: half of it is saved without the array and the sort.
    private string One(string hash, string where) =>
        BumpFrom($"from (select $1::text as key, $2::text as family) k left join {Node} f on f.key = k.family where {where}", hash);

    // One statement: reading a version and writing it back apart would give one version to two writers. A key without a row, or with a
    // tombstone, counts from its family's floor: the pruner locks the table against this statement, so that the floor it reads is the last
    // word (see TombstonePruner).
    private string BumpFrom(string from, string hash) => $"""
        insert into {Node} as n (key, version, hash, updated_at, family_version, xid, family)
        select k.key, coalesce(f.floor, 0) + 1, coalesce({hash}, '!' || (coalesce(f.floor, 0) + 1)), {Now}, coalesce(f.version, 0), pg_current_xact_id(), k.family
        {from}
        on conflict (key) do update set
            version = case when n.hash = '' then greatest(n.version + 1, excluded.version) else n.version + 1 end,
            hash = coalesce({hash}, '!' || case when n.hash = '' then greatest(n.version + 1, excluded.version) else n.version + 1 end),
            updated_at = excluded.updated_at,
            family_version = excluded.family_version,
            xid = excluded.xid,
            family = coalesce(excluded.family, n.family)
        returning {Columns}, xid, (select m.epoch from {Meta} m where {IsWritten}), (select m.base from {Meta} m)
        """;

    // Cheap enough for every bump: a crash and a promotion empty the table, and a restore gives node rows another file.
    private string IsWritten => $"exists (select from {Incarnation} i where i.filenode = pg_relation_filenode('{Node}'::regclass))";
}

/// <summary>A bump as a statement.</summary>
/// <param name="Many">Keys and their families, both in the same order, as arrays.</param>
/// <param name="One">One key and its family.</param>
internal sealed record BumpText(string Many, string One);
