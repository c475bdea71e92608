using System.Globalization;

namespace Reality.Generators.Benchmarks.Solution;

/// <summary>Repositories as a large application has them: two reads, two writes and a helper, each on a table of its own.</summary>
internal static class RepositorySource
{
    /// <summary>What an edit inserts something behind: the end of a statement in a core.</summary>
    public const string EditedPlace = "where id = @id";

    private const int ResourcesOfDomain = 20;

    /// <summary>A file without any declaration of Reality's.</summary>
    public static string Unrelated(int edit) => string.Create(CultureInfo.InvariantCulture, $$"""
        namespace Shop;

        internal static class Unrelated
        {
            public static int Number() => {{edit}};
        }
        """);

    /// <summary>One repository.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="edit">What has been typed at the end of a statement.</param>
    public static string Of(int number, string edit = "") => string.Create(CultureInfo.InvariantCulture, $$""""
        using System.Data.Common;
        using Dapper;
        using Reality;

        namespace Shop.Domain{{number / ResourcesOfDomain}};

        public sealed record Item{{number}}(long Id, long OwnerId, string Name, decimal Price, DateTimeOffset CreatedAt);

        /// <summary>Items of one kind.</summary>
        [RealityRepository]
        public sealed partial class Item{{number}}Repository(IReality reality)
        {
            private const string Columns = "id, owner_id as OwnerId, name, price, created_at as CreatedAt";

            /// <summary>The items of an owner, oldest first.</summary>
            [RealityKey("domain{{number / ResourcesOfDomain}}:item-{{number}}-of:<ownerId>", Access = RealityAccess.Authenticated)]
            public partial Task<IReadOnlyList<Item{{number}}>> GetOfOwnerAsync(long ownerId, CancellationToken ct = default);

            private static async Task<IReadOnlyList<Item{{number}}>> GetOfOwnerCoreAsync(DbConnection db, long ownerId, CancellationToken ct) =>
                (await db.QueryAsync<Item{{number}}>(new CommandDefinition(
                    $"select {Columns} from item_{{number}} where owner_id = @ownerId order by id", new { ownerId }, cancellationToken: ct))).AsList();

            /// <summary>One item.</summary>
            [RealityKey("domain{{number / ResourcesOfDomain}}:item-{{number}}:<id>", Access = RealityAccess.Authenticated)]
            public partial Task<Item{{number}}?> FindAsync(long id, CancellationToken ct = default);

            private static Task<Item{{number}}?> FindCoreAsync(DbConnection db, long id, CancellationToken ct) =>
                db.QuerySingleOrDefaultAsync<Item{{number}}?>(new CommandDefinition(
                    $"select {Columns} from item_{{number}} where id = @id", new { id }, cancellationToken: ct));

            /// <summary>Adds an item.</summary>
            [RealityInvalidates("domain{{number / ResourcesOfDomain}}:item-{{number}}-of:<ownerId>")]
            [RealityInvalidates("domain{{number / ResourcesOfDomain}}:item-{{number}}:<result.Id>")]
            public partial Task<Item{{number}}> AddAsync(long ownerId, string name, decimal price, CancellationToken ct = default);

            private static async Task<Item{{number}}> AddCoreAsync(DbConnection db, long ownerId, string name, decimal price, CancellationToken ct)
            {
                await CheckAsync(db, ownerId, ct);
                return await db.QuerySingleAsync<Item{{number}}>(new CommandDefinition(
                    $"""
                    insert into item_{{number}} (owner_id, name, price, created_at)
                    values (@ownerId, @name, @price, current_timestamp)
                    returning {Columns}
                    """,
                    new { ownerId, name, price },
                    cancellationToken: ct));
            }

            /// <summary>Renames an item.</summary>
            [RealityInvalidates("domain{{number / ResourcesOfDomain}}:item-{{number}}:<id>")]
            [RealityInvalidates("domain{{number / ResourcesOfDomain}}:item-{{number}}-of:<result.OwnerId>")]
            public partial Task<Item{{number}}> RenameAsync(long id, string name, CancellationToken ct = default);

            private static Task<Item{{number}}> RenameCoreAsync(DbConnection db, long id, string name, CancellationToken ct) =>
                db.QuerySingleAsync<Item{{number}}>(new CommandDefinition(
                    $"update item_{{number}} set name = @name {{EditedPlace}}{{edit}} returning {Columns}", new { id, name }, cancellationToken: ct));

            private static Task CheckAsync(DbConnection db, long ownerId, CancellationToken ct) =>
                db.ExecuteScalarAsync<long>(new CommandDefinition("select count(*) from owner where id = @ownerId", new { ownerId }, cancellationToken: ct));
        }
        """");
}
