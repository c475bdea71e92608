using Reality.CodeFixes.Tests.Harness;

namespace Reality.CodeFixes.Tests.Weaving;

/// <summary>RLT2001: an ordinary method becomes a contract and its core.</summary>
public sealed class SplitTests
{
    [Fact]
    public Task A_whole_class_of_Npgsql_and_Dapper() => FixProject.Of(
        """
        using Dapper;
        using Npgsql;
        using Reality;

        namespace Chat;

        public sealed record Message(long Id, string RoomId, string Text);

        /// <summary>Messages.</summary>
        public sealed class {|RLT2001:Messages|}(NpgsqlDataSource source)
        {
            /// <summary>The messages of a room.</summary>
            /// <param name="roomId">The room.</param>
            /// <param name="ct">Stops it.</param>
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public async Task<IReadOnlyList<Message>> {|RLT2001:ListAsync|}(string roomId, CancellationToken ct = default)
            {
                await using var db = await source.OpenConnectionAsync(ct);

                // Oldest first.
                var rows = await db.QueryAsync<Message>(new CommandDefinition(
                    "select id, room_id as RoomId, text from messages where room_id = @roomId order by id",
                    new { roomId },
                    cancellationToken: ct));
                return rows.AsList();
            }

            [RealityInvalidates("chat:room:<roomId>")]
            public async Task<long> {|RLT2001:AddAsync|}(string roomId, string text, CancellationToken ct = default)
            {
                await using var db = await source.OpenConnectionAsync(ct);
                await using var tx = await db.BeginTransactionAsync(ct);
                var id = await db.ExecuteScalarAsync<long>(
                    "insert into messages (room_id, text) values (@roomId, @text) returning id", new { roomId, text }, tx);
                await db.ExecuteAsync("update rooms set messages = messages + 1 where id = @roomId", new { roomId }, transaction: tx);
                await tx.CommitAsync(ct);
                return id;
            }
        }
        """)
        .WithoutUsings()
        .All()
        .Fix(
            "RLT2001",
            """
            using System.Data.Common;
            using Dapper;
            using Npgsql;
            using Reality;

            namespace Chat;

            public sealed record Message(long Id, string RoomId, string Text);

            /// <summary>Messages.</summary>
            [RealityRepository]
            public sealed partial class Messages(IReality reality)
            {
                /// <summary>The messages of a room.</summary>
                /// <param name="roomId">The room.</param>
                /// <param name="ct">Stops it.</param>
                [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
                public partial Task<IReadOnlyList<Message>> ListAsync(string roomId, CancellationToken ct = default);

                private static async Task<IReadOnlyList<Message>> ListCoreAsync(DbConnection db, string roomId, CancellationToken ct)
                {
                    // Oldest first.
                    var rows = await db.QueryAsync<Message>(new CommandDefinition(
                        "select id, room_id as RoomId, text from messages where room_id = @roomId order by id",
                        new { roomId },
                        cancellationToken: ct));
                    return rows.AsList();
                }

                [RealityInvalidates("chat:room:<roomId>")]
                public partial Task<long> AddAsync(string roomId, string text, CancellationToken ct = default);

                private static async Task<long> AddCoreAsync(DbConnection db, string roomId, string text, CancellationToken ct)
                {
                    var id = await db.ExecuteScalarAsync<long>(
                        "insert into messages (room_id, text) values (@roomId, @text) returning id", new { roomId, text });
                    await db.ExecuteAsync("update rooms set messages = messages + 1 where id = @roomId", new { roomId });
                    return id;
                }
            }
            """);

    [Fact]
    public Task Using_blocks_around_a_command() => Split(
        """
            [RealityInvalidates("chat:rooms")]
            public async Task<int> {|RLT2001:RenameAsync|}(string id, string name)
            {
                using (var connection = new SqliteConnection(_path))
                {
                    await connection.OpenAsync();
                    using (var transaction = connection.BeginTransaction())
                    {
                        using var command = connection.CreateCommand();
                        command.Transaction = transaction;
                        command.CommandText = @"update rooms
            set name = @name
            where id = @id";
                        command.Parameters.AddWithValue("@name", name); // as given
                        command.Parameters.AddWithValue("@id", id);
                        var rows = await command.ExecuteNonQueryAsync();

                        transaction.Commit();

                        return rows;
                    }
                }
            }
        """,
        """
            [RealityInvalidates("chat:rooms")]
            public partial Task<int> RenameAsync(string id, string name);

            private static async Task<int> RenameCoreAsync(SqliteConnection connection, string id, string name)
            {
                using var command = connection.CreateCommand();
                command.CommandText = @"update rooms
            set name = @name
            where id = @id";
                command.Parameters.AddWithValue("@name", name); // as given
                command.Parameters.AddWithValue("@id", id);
                var rows = await command.ExecuteNonQueryAsync();

                return rows;
            }
        """);

    [Fact]
    public Task A_raw_text_in_a_block_moves_as_a_whole() => Split(
        """"
            [RealityInvalidates("chat:rooms")]
            public async Task {|RLT2001:RenameAsync|}(
                string id,
                string name,
                CancellationToken ct = default)
            {
                await using (var db = new NpgsqlConnection(_path))
                {
                    await db.OpenAsync(ct);
                    await db.ExecuteAsync(
                        """
                        update rooms set name = @name

                        where id = @id
                        """,
                        new { id, name });
                }
            }
        """",
        """"
            [RealityInvalidates("chat:rooms")]
            public partial Task RenameAsync(
                string id,
                string name,
                CancellationToken ct = default);

            private static async Task RenameCoreAsync(
                DbConnection db,
                string id,
                string name,
                CancellationToken ct)
            {
                await db.ExecuteAsync(
                    """
                    update rooms set name = @name

                    where id = @id
                    """,
                    new { id, name });
            }
        """");

    [Fact]
    public Task A_rollback_that_is_thrown_on() => Split(
        """
            [RealityInvalidates("chat:rooms")]
            public async Task {|RLT2001:RenameAsync|}(string id, string name)
            {
                await using var db = await OpenAsync();
                await using var tx = await db.BeginTransactionAsync();
                try
                {
                    await db.ExecuteAsync(new CommandDefinition("update rooms set name = @name where id = @id", new { id, name }, tx));
                    await tx.CommitAsync();
                }
                catch
                {
                    await tx.RollbackAsync();
                    throw;
                }
            }
        """,
        """
            [RealityInvalidates("chat:rooms")]
            public partial Task RenameAsync(string id, string name);

            private static async Task RenameCoreAsync(DbConnection db, string id, string name)
            {
                await db.ExecuteAsync(new CommandDefinition("update rooms set name = @name where id = @id", new { id, name }));
            }
        """);

    [Fact]
    public Task What_is_not_plain_stays_and_says_so() => Split(
        """
            [RealityInvalidates("chat:rooms")]
            public async Task<bool> {|RLT2001:RenameAsync|}(string id, string name)
            {
                await using var db = await OpenAsync();
                await using var tx = await db.BeginTransactionAsync();
                if (await db.ExecuteAsync("update rooms set name = @name where id = @id", new { id, name }, tx) == 0)
                {
                    await tx.RollbackAsync();
                    return false;
                }

                await tx.CommitAsync();
                return true;
            }
        """,
        """
            [RealityInvalidates("chat:rooms")]
            public partial Task<bool> RenameAsync(string id, string name);

            private static async Task<bool> RenameCoreAsync(DbConnection db, string id, string name)
            {
                // TODO: the contract begins and commits the transaction of 'db', and rolls it back if this method throws. Remove this one.
                await using var tx = await db.BeginTransactionAsync();
                if (await db.ExecuteAsync("update rooms set name = @name where id = @id", new { id, name }, tx) == 0)
                {
                    await tx.RollbackAsync();
                    return false;
                }

                await tx.CommitAsync();
                return true;
            }
        """);

    [Fact]
    public Task An_early_return_and_what_follows_the_commit_are_told() => Split(
        """
            [RealityInvalidates("chat:rooms")]
            public async Task<bool> {|RLT2001:RenameAsync|}(string id, string name)
            {
                await using var db = await OpenAsync();
                await using var tx = await db.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
                if (await db.ExecuteAsync("update rooms set name = @name where id = @id", new { id, name }, tx) == 0)
                {
                    return false;
                }

                await tx.CommitAsync();
                Console.WriteLine(name);
                return true;
            }
        """,
        """
            [RealityInvalidates("chat:rooms")]
            public partial Task<bool> RenameAsync(string id, string name);

            private static async Task<bool> RenameCoreAsync(DbConnection db, string id, string name)
            {
                // TODO: this ran at System.Data.IsolationLevel.Serializable; the contract's transaction is READ COMMITTED on PostgreSQL. Check that it is enough.
                if (await db.ExecuteAsync("update rooms set name = @name where id = @id", new { id, name }) == 0)
                {
                    // TODO: this return rolled back what was written; the contract commits it. Throw to roll back.
                    return false;
                }

                // TODO: this ran after the commit; now it runs before it. Move it behind the call of the contract.
                Console.WriteLine(name);
                return true;
            }
        """);

    [Fact]
    public Task A_connection_behind_a_lambda_stays_and_says_so() => Split(
        """
            [RealityInvalidates("chat:rooms")]
            public Task<int> {|RLT2001:RenameAsync|}(string id, string name) =>
                WithAsync(db => db.ExecuteAsync("update rooms set name = @name where id = @id", new { id, name }));
        """,
        """
            [RealityInvalidates("chat:rooms")]
            public partial Task<int> RenameAsync(string id, string name);

            // TODO: 'connection' is open already, and in the contract's transaction where it writes. Use it for the SQL below and remove the connection that is opened here.
            private Task<int> RenameCoreAsync(DbConnection connection, string id, string name) =>
                WithAsync(db => db.ExecuteAsync("update rooms set name = @name where id = @id", new { id, name }));
        """);

    [Fact]
    public Task Commands_of_a_data_source() => FixProject.Of(Class(
        "NpgsqlDataSource source",
        """
            [RealityInvalidates("chat:rooms")]
            public async Task {|RLT2001:RenameAsync|}(string id, CancellationToken ct)
            {
                await using var command = source.CreateCommand("delete from rooms where id = $1");
                command.Parameters.AddWithValue(id);
                await command.ExecuteNonQueryAsync(ct);
            }
        """))
        .All()
        .Fix("RLT2001", Class(
            "IReality reality",
            """
                [RealityInvalidates("chat:rooms")]
                public partial Task RenameAsync(string id, CancellationToken ct);

                private static async Task RenameCoreAsync(NpgsqlConnection db, string id, CancellationToken ct)
                {
                    await using var command = new NpgsqlCommand("delete from rooms where id = $1", db);
                    command.Parameters.AddWithValue(id);
                    await command.ExecuteNonQueryAsync(ct);
                }
            """,
            isWoven: true));

    [Theory]
    [InlineData("DbConnection db", "db", "IReality reality")]
    [InlineData("System.Data.IDbConnection _db", "_db", "IReality reality")]
    public Task A_connection_that_the_class_is_given(string parameter, string name, string after) => FixProject.Of(Class(
        parameter,
        $$"""
            [RealityInvalidates("chat:rooms")]
            public Task<int> {|RLT2001:RenameAsync|}(string id) =>
                {{name}}.ExecuteAsync("delete from rooms where id = @id", new { id });
        """))
        .All()
        .Fix("RLT2001", Class(
            after,
            """
                [RealityInvalidates("chat:rooms")]
                public partial Task<int> RenameAsync(string id);

                private static Task<int> RenameCoreAsync(DbConnection db, string id) =>
                    db.ExecuteAsync("delete from rooms where id = @id", new { id });
            """,
            isWoven: true));

    /// <summary>It is the core that is handed one; what a caller brought was in no woven transaction.</summary>
    [Theory]
    [InlineData("DbConnection connection, string id", "string id", "connection")]
    [InlineData("string id, System.Data.IDbConnection db", "string id", "db")]
    [InlineData("NpgsqlConnection db", "", "db")]
    public Task A_connection_that_the_caller_brings(string before, string contract, string name)
    {
        var type = before.Split(", ").Single(one => one.EndsWith(' ' + name))[..^(name.Length + 1)];
        var core = contract.Length == 0 ? $"{type} {name}" : $"{type} {name}, {contract}";
        return Split(
            $$"""
                [RealityInvalidates("chat:rooms")]
                public async Task {|RLT2001:TouchAsync|}({{before}}) => await {{name}}.ExecuteAsync("update rooms set touched = 1");
            """,
            $$"""
                [RealityInvalidates("chat:rooms")]
                public partial Task TouchAsync({{contract}});

                private static async Task TouchCoreAsync({{core}}) => await {{name}}.ExecuteAsync("update rooms set touched = 1");
            """);
    }

    [Fact]
    public Task Data_that_lives_elsewhere_has_no_connection() => FixProject.Of(Class(
        "HttpClient http",
        """
            [RealityKey("weather:now:<city>", Access = RealityAccess.Public)]
            public Task<string> {|RLT2001:GetAsync|}(string city, CancellationToken ct = default) => http.GetStringAsync(city, ct);
        """).Replace("HttpClient", "System.Net.Http.HttpClient", StringComparison.Ordinal))
        .All()
        .Fix("RLT2001", Class(
            "IReality reality, System.Net.Http.HttpClient http",
            """
                [RealityKey("weather:now:<city>", Access = RealityAccess.Public)]
                public partial Task<string> GetAsync(string city, CancellationToken ct = default);

                private Task<string> GetCoreAsync(string city, CancellationToken ct) => http.GetStringAsync(city, ct);
            """,
            isWoven: true));

    [Fact]
    public Task Offered_for_no_method_that_could_not_be_woven() => FixProject.Of(
        """
        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            public IReality Reality => reality;

            [RealityKey("chat:room:<id>", Access = RealityAccess.Public)]
            public string {|RLT2001:Get|}(string id) => id;
        }
        """)
        .OffersNothing("RLT2001");

    private static Task Split(string before, string after) => FixProject.Of(Sources(before)).Fix("RLT2001", Sources(after));

    // Reads of the keys, so that every write has one to invalidate.
    private static string Sources(string method) =>
        $$"""
        [RealityRepository]
        public sealed partial class Rooms(IReality reality, string path)
        {
            private readonly string _path = path;

            [RealityKey("chat:rooms", Access = RealityAccess.Public)]
            public partial Task<int> CountAsync();

            private static Task<int> CountCoreAsync(DbConnection db) => db.ExecuteScalarAsync<int>("select count(*) from rooms");

        {{method}}

            private async Task<DbConnection> OpenAsync()
            {
                var opened = new SqliteConnection(_path);
                await opened.OpenAsync();
                return opened;
            }

            private async Task<T> WithAsync<T>(Func<DbConnection, Task<T>> use)
            {
                await using var opened = await OpenAsync();
                return await use(opened);
            }
        }
        """;

    private static string Class(string parameters, string method, bool isWoven = false) =>
        $$"""
        {{(isWoven ? "[RealityRepository]\npublic sealed partial" : "public sealed")}} class {{(isWoven ? "Rooms" : "{|RLT2001:Rooms|}")}}({{parameters}})
        {
        {{method}}
        }
        """;
}
