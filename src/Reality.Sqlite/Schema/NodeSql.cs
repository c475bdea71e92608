namespace Reality.Sqlite.Schema;

/// <summary>Reality's statements, over tables with a prefix.</summary>
internal sealed class NodeSql(string prefix)
{
    public string MetaTable { get; } = $"{prefix}meta";

    /// <summary>The tables of the first release. Keys compare as bytes, which for canonical keys is ordinal order.</summary>
    public string Create { get; } = $"""
        CREATE TABLE {prefix}nodes (
            key TEXT NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL,
            hash TEXT NOT NULL,
            updated_at INTEGER NOT NULL,
            seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX {prefix}nodes_seq ON {prefix}nodes (seq);
        CREATE TABLE {prefix}meta (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            schema INTEGER NOT NULL,
            epoch TEXT NOT NULL,
            base INTEGER NOT NULL,
            secret BLOB NOT NULL,
            seq INTEGER NOT NULL,
            writer INTEGER NOT NULL,
            boot TEXT
        ) STRICT;
        """;

    /// <summary>Families, and what servers declare.</summary>
    public string AddFamilies { get; } = $"""
        ALTER TABLE {prefix}nodes ADD COLUMN family_version INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE {prefix}nodes ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE {prefix}meta ADD COLUMN declared TEXT;
        """;

    public string HasMeta { get; } = $"SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '{prefix}meta')";

    public string InsertMeta { get; } =
        $"INSERT INTO {prefix}meta (id, schema, epoch, base, secret, seq, writer, boot) VALUES (1, ?1, ?2, 0, ?3, 0, 0, nullif(?4, ''))";

    public string SchemaVersion { get; } = $"SELECT schema FROM {prefix}meta";

    public string SetSchemaVersion { get; } = $"UPDATE {prefix}meta SET schema = ?1";

    public string Boot { get; } = $"SELECT boot FROM {prefix}meta";

    public string SetBoot { get; } = $"UPDATE {prefix}meta SET boot = nullif(?1, '')";

    /// <summary>Sequence numbers jump with the epoch too, so that the tokens of a restored file rise for clients that ignore epochs.</summary>
    public string NewEpoch { get; } = $"UPDATE {prefix}meta SET epoch = ?1, base = max(base, ?2), seq = max(seq + 1, ?2)";

    public string Meta { get; } = $"SELECT epoch, base, seq, secret FROM {prefix}meta";

    public string Declared { get; } = $"SELECT declared FROM {prefix}meta";

    public string Declare { get; } = $"UPDATE {prefix}meta SET declared = ?1";

    /// <summary>Marks a transaction, so that it can be told from another one that a core began in its place.</summary>
    public string Mark { get; } = $"UPDATE {prefix}meta SET writer = ?1";

    public string Writer { get; } = $"SELECT writer FROM {prefix}meta";

    public string NextSequence { get; } = $"UPDATE {prefix}meta SET seq = seq + 1 RETURNING seq";

    public string Node { get; } = $"SELECT key, version, hash, updated_at, family_version, floor FROM {prefix}nodes WHERE key = ?1";

    public string ChangedSince { get; } =
        $"SELECT key, version, hash, updated_at, family_version, floor FROM {prefix}nodes WHERE seq > ?1 ORDER BY seq LIMIT ?2";

    /// <summary>
    /// One statement: reading the version and writing it back apart would give one version to two writers. A key without a row counts
    /// from its family's floor.
    /// </summary>
    public string Bump { get; } = $"""
        WITH family (version, floor) AS (SELECT ifnull(max(version), 0), ifnull(max(floor), 0) FROM {prefix}nodes WHERE key = ?4)
        INSERT INTO {prefix}nodes (key, version, hash, updated_at, seq, family_version)
        SELECT ?1, floor + 1, '!' || (floor + 1), ?2, ?3, version FROM family WHERE true
        ON CONFLICT (key) DO UPDATE SET version = version + 1, hash = '!' || (version + 1), updated_at = excluded.updated_at, seq = excluded.seq,
            family_version = excluded.family_version
        RETURNING version, hash, family_version, floor
        """;

    /// <summary>For a family that stands behind its keys in the order of the bumps, and so rose after them.</summary>
    public string SetFamilyVersion { get; } = $"UPDATE {prefix}nodes SET family_version = ?2 WHERE key = ?1";

    public string SetHash { get; } = $"UPDATE {prefix}nodes SET hash = ?2 WHERE key = ?1";

    public string SetNode { get; } = $"""
        INSERT INTO {prefix}nodes (key, version, hash, updated_at, seq, family_version, floor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (key) DO UPDATE SET version = excluded.version, hash = excluded.hash, updated_at = excluded.updated_at, seq = excluded.seq,
            family_version = excluded.family_version, floor = excluded.floor
        """;

    public string Delete { get; } =
        $"UPDATE {prefix}nodes SET version = version + 1, hash = '', updated_at = ?2, seq = ?3 WHERE key = ?1";
}
