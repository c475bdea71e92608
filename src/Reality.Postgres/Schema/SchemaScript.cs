namespace Reality.Postgres.Schema;

/// <summary>The script that makes Reality's tables. It can be run again, and by several at once.</summary>
internal static class SchemaScript
{
    /// <summary>The version of the tables that this release makes and knows.</summary>
    public const int Version = 1;

    public static string For(string schema) => $"""
        -- Reality's tables, version {Version}. Run as often as you like. The application's role then needs:
        --   grant usage on schema {schema} to app;
        --   grant select, insert, update, delete on all tables in schema {schema} to app;
        begin;

        -- Those who start together take turns.
        select pg_advisory_xact_lock(hashtextextended('reality:{schema}', 0));

        create schema if not exists {schema};

        -- One row: who the storage is. Epoch and secret are filled in on first use.
        create table if not exists {schema}.meta (
            one boolean not null default true constraint meta_pkey primary key constraint meta_one check (one),
            schema_version integer not null,
            epoch text,
            base bigint not null default 0,
            secret bytea,
            declared text
        );

        -- Emptied by crash recovery and by promotion, after which transaction ids may be given a second time.
        create unlogged table if not exists {schema}.incarnation (
            one boolean not null default true constraint incarnation_pkey primary key constraint incarnation_one check (one),
            id text not null,
            system_identifier bigint not null,
            database oid not null,
            timeline text not null,
            relation oid not null,
            filenode oid not null
        );

        -- Every bump rewrites its row, so dead rows are swept early and often.
        create table if not exists {schema}.node (
            key text collate "C" not null constraint node_pkey primary key,
            version bigint not null,
            hash text not null,
            updated_at bigint not null,
            family_version bigint not null default 0,
            floor bigint not null default 0,
            xid xid8 not null,
            family text collate "C"
        ) with (
            fillfactor = 70,
            autovacuum_vacuum_scale_factor = 0.05,
            autovacuum_vacuum_threshold = 1000,
            autovacuum_vacuum_cost_delay = 0
        );

        create index if not exists node_xid on {schema}.node (xid);

        -- Announced writes of data that lives elsewhere.
        create table if not exists {schema}.mark (
            id text not null constraint mark_pkey primary key,
            keys text[] not null,
            families text[] not null,
            created timestamptz not null,
            span interval not null,
            deadline timestamptz not null
        );

        create index if not exists mark_deadline on {schema}.mark (deadline);

        insert into {schema}.meta (schema_version) values ({Version}) on conflict do nothing;

        commit;
        """;
}
