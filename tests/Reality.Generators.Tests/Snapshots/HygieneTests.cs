using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>Odd but legal user code: each shape is woven without a warning in user code.</summary>
public sealed class HygieneTests
{
    [Fact]
    public void Names_that_are_keywords() => SnapshotCase.Verify("Keywords", """
        namespace @namespace.@event;

        public sealed record @class(int @int, string @string);

        [RealityRepository]
        public sealed partial class @params(IReality @this_)
        {
            [RealityKey("event:default:<event>:new:<class>", Access = RealityAccess.Public, Route = "/{event}/{class}")]
            public partial Task<@class> @return(string @event, int @class, CancellationToken @default = default);

            private static Task<@class> returnCore(DbConnection @in, string @event, int @class, CancellationToken @default) => throw new NotImplementedException();

            [RealityInvalidates("event:default:<event>:new:<class.int>")]
            public partial Task @switch(string @event, @class @class);

            private static Task switchCore(DbConnection @in, string @event, @class @class) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public void Names_that_generated_locals_have() => SnapshotCase.Verify("Locals", """
        namespace Chat;

        public sealed record Item(string Key, string Room);

        [RealityRepository]
        public sealed partial class Store
        {
            private readonly IReality reality;

            public Store(IReality reality) => this.reality = reality;

            [RealityKey("chat:room:<key>:of:<text>", Access = RealityAccess.Public)]
            public partial Task<Item> GetAsync(string key, string text, string read, string token, string reality, CancellationToken cancellationToken);

            private static Task<Item> GetCoreAsync(DbConnection db, string key, string text, string read, string token, string reality, CancellationToken cancellationToken) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<room>:of:<result.Key>")]
            [RealityInvalidates("chat:room:<write>:of:<db>")]
            [RealityInvalidates("chat:list:<items.Key>")]
            public partial Task<Item?> PutAsync(string room, string write, string db, string connection, string item, List<Item> items, string listKeys, string list, CancellationToken token);

            private Task<Item?> PutCoreAsync(DbConnection database, string room, string write, string db, string connection, string item, List<Item> items, string listKeys, string list, CancellationToken token) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public void Nested_types_and_internal_types() => SnapshotCase.Verify("Nested", """
        namespace Chat
        {
            public static partial class Outer
            {
                internal partial record struct Middle
                {
                    internal sealed record Row(int Id);

                    [RealityRepository]
                    internal sealed partial class Repository(IReality reality)
                    {
                        [RealityKey("outer:row:<id>", Access = RealityAccess.Public)]
                        internal partial Task<Row> GetAsync(int id);

                        private Task<Row> GetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

                        [RealityInvalidates("outer:row:<id>")]
                        internal partial ValueTask SetAsync(int id);

                        private ValueTask SetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
                    }
                }
            }
        }
        """);

    [Fact]
    public void The_global_namespace_and_a_class_named_like_a_namespace() => SnapshotCase.Verify("GlobalNamespace", """
        [RealityRepository]
        public partial class Reality_(IReality reality)
        {
            [RealityKey("system:task", Access = RealityAccess.Public)]
            public virtual partial Task<int> CountAsync(CancellationToken ct);

            protected Task<int> CountCoreAsync(DbConnection db, CancellationToken ct) => throw new NotImplementedException();

            [RealityInvalidates("system:task")]
            public partial Task<int> RaiseAsync(CancellationToken ct);

            protected Task<int> RaiseCoreAsync(DbConnection db, CancellationToken ct) => throw new NotImplementedException();
        }

        namespace System2
        {
            public static class Task;

            public static class System;

            public static class Reality;

            [RealityRepository]
            public sealed partial class global(IReality reality)
            {
                [RealityKey("system2:task", Access = RealityAccess.Public)]
                public partial global::System.Threading.Tasks.Task<int> CountAsync();

                private static global::System.Threading.Tasks.Task<int> CountCoreAsync(DbConnection db) => throw new NotImplementedException();
            }
        }
        """);

    [Fact]
    public void Overloads_defaults_params_and_tuples() => SnapshotCase.Verify("Overloads", """
        namespace Chat;

        public enum Order { Oldest, Newest }

        public interface IOverloads
        {
            [RealityKey("chat:named:<name>", Access = RealityAccess.Public)]
            Task<(int Count, string? Last)> GetAsync(string name, Order order = Order.Newest, double ratio = 0.5, long? max = null, char c = '\n', decimal d = 1.5m, CancellationToken ct = default);

            [RealityKey("chat:numbered:<number>", Access = RealityAccess.Public)]
            Task<(int Count, (int A, int B) Pair)> GetAsync(int number, string? filter = "a\"b", DateTime since = default, bool all = true);

            [RealityInvalidates("chat:named:<names>")]
            [RealityInvalidates("chat:numbered:<number>")]
            Task<(int Id, string Name)> SetAsync(int number, params string[] names);
        }

        [RealityRepository]
        public sealed partial class Overloads(IReality reality) : IOverloads
        {
            private static Task<(int, string?)> GetCoreAsync(DbConnection db, string name, Order order, double ratio, long? max, char c, decimal d, CancellationToken ct) => throw new NotImplementedException();

            private static Task<(int Count, (int A, int B) Pair)> GetCoreAsync(DbConnection db, int number, string? filter, DateTime since, bool all) => throw new NotImplementedException();

            private static Task<(int Id, string Name)> SetCoreAsync(DbConnection db, int number, string[] names) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public void Oblivious_contexts() => SnapshotCase.Verify("Oblivious", """
        #nullable disable
        namespace Chat;

        public class Message
        {
            public string RoomId { get; set; }
            public Message Parent { get; set; }
            public List<string> Tags { get; set; }
        }

        [RealityRepository]
        public sealed partial class Messages
        {
            private readonly IReality _reality;

            public Messages(IReality reality) { _reality = reality; }

            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<List<Message>> GetAsync(string roomId, CancellationToken ct = default);

            private static Task<List<Message>> GetCoreAsync(DbConnection db, string roomId, CancellationToken ct) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<message.RoomId>")]
            [RealityInvalidates("chat:room:<message.Parent.RoomId>")]
            [RealityInvalidates("chat:room:<result.RoomId>")]
            [RealityInvalidates("chat:room:<rooms>")]
            public partial Task<Message> SaveAsync(Message message, string[] rooms);

            private static Task<Message> SaveCoreAsync(DbConnection db, Message message, string[] rooms) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public void Where_the_reality_comes_from() => SnapshotCase.Verify("RealitySources", """
        namespace Chat;

        public abstract class Base(IReality reality)
        {
            public IReality Kept() => reality;
        }

        [RealityRepository]
        public sealed partial class PassesOn(IReality reality) : Base(reality)
        {
            [RealityKey("a:one", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync();

            private static Task<int> GetCoreAsync(DbConnection db) => throw new NotImplementedException();
        }

        public abstract class BaseWithProperty(IReality reality)
        {
            protected IReality Store { get; } = reality;
        }

        [RealityRepository]
        public sealed partial class Inherits(IReality reality) : BaseWithProperty(reality)
        {
            [RealityKey("a:two", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync();

            private static Task<int> GetCoreAsync(DbConnection db) => throw new NotImplementedException();
        }

        [RealityRepository]
        public sealed partial class HasField(IReality reality)
        {
            private readonly IReality _kept = reality;

            [RealityKey("a:three", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync();

            private static Task<int> GetCoreAsync(DbConnection db) => throw new NotImplementedException();
        }

        [RealityRepository]
        public sealed partial record IsRecord(IReality Reality)
        {
            [RealityKey("a:four", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync();

            private static Task<int> GetCoreAsync(DbConnection db) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public void Connections_and_tokens_in_every_combination() => SnapshotCase.Verify("CoreShapes", """
        namespace Chat;

        using Microsoft.Data.Sqlite;
        using Npgsql;

        [RealityRepository]
        public sealed partial class Cores(IReality reality)
        {
            [RealityKey("a:sqlite:<id>", Access = RealityAccess.Public)]
            public partial Task<int> SqliteAsync(int id, CancellationToken ct);

            private static async Task<int> SqliteCoreAsync(SqliteConnection db, int id) { await Task.Yield(); return id; }

            [RealityKey("a:any:<id>", Access = RealityAccess.Public)]
            public partial ValueTask<IReadOnlyList<int>> Any(int id);

            private static ValueTask<List<int>> AnyCore(System.Data.IDbConnection db, int id, CancellationToken ct) => throw new NotImplementedException();

            [RealityKey("a:none:<id>", Access = RealityAccess.Public)]
            public partial Task<int> NoneAsync(int id);

            private static Task<int> NoneCoreAsync(int id) => Task.FromResult(id);

            [RealityInvalidates("a:sqlite:<id>")]
            [RealityInvalidates("a:any:<id>")]
            [RealityInvalidates("a:none:<id>")]
            [RealityInvalidates("a:unread:<id>")]
            public partial Task SetAsync(int id, CancellationToken ct);

            private static Task<int> SetCoreAsync(SqliteConnection db, int id, CancellationToken ct) => throw new NotImplementedException();

            [RealityInvalidates("a:sqlite:<id>")]
            public partial ValueTask<int> PutAsync(CancellationToken ct, int id);

            private async ValueTask<int> PutCoreAsync(DbConnection db, int id, CancellationToken ct) { await Task.Yield(); return id; }
        }

        [RealityRepository]
        public sealed partial class Others(IReality reality)
        {
            [RealityInvalidates("a:sqlite:<id>")]
            public partial Task SetAsync(byte id);

            private static Task SetCoreAsync(NpgsqlConnection db, byte id) => Task.CompletedTask;
        }
        """, include: static name => name.Contains("Cores") || name.Contains("Others") || name.Contains("Module"));

    [Fact]
    public void Names_that_differ_by_case_or_by_type_parameters_alone()
    {
        const string Body = """
            {
                [RealityInvalidates("a:one")]
                public partial Task OneAsync();
                private static Task OneCoreAsync(DbConnection db) => throw new NotImplementedException();
            }
            """;
        var input = Compilations.Create($$"""
            namespace Chat;

            [RealityRepository] public sealed partial class Store(IReality reality) {{Body}}
            [RealityRepository] public sealed partial class STORE(IReality reality) {{Body}}
            [RealityRepository] public sealed partial class Store<T>(IReality reality) {{Body}}

            public interface IReads
            {
                [RealityKey("read-marks:one", Access = RealityAccess.Public)] Task<int> One();
                [RealityKey("readmarks:one", Access = RealityAccess.Public)] Task<int> Two();
            }
            """);

        GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);
    }

    [Fact]
    public void Obsolete_members_and_a_reality_that_the_user_uses_too()
    {
        var input = Compilations.Create("""
            namespace Chat;

            public sealed class Payload
            {
                [Obsolete] public int Old { get; set; }
                [Obsolete("use New")] public int Older { get; set; }
            }

            public abstract class Base(IReality reality)
            {
                public IReality Kept() => reality;
            }

            [RealityRepository]
            public sealed partial class Store(IReality reality) : Base(reality)
            {
                [Obsolete("use another")]
                [RealityKey("a:reality:<id>", Access = RealityAccess.Public, Route = "/{id}")]
                public partial Task<Payload> GetAsync(int id);

                private static Task<Payload> GetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

                [RealityInvalidates("a:reality:<id>")]
                public partial Task SetAsync(int id);

                private static Task SetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
            }
            """);

        GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);
    }

    [Fact]
    public void Interfaces_of_interfaces_generic_interfaces_and_the_same_method_in_two()
    {
        var input = Compilations.Create("""
            namespace Chat;

            public interface IFirst { [RealityKey("a:one:<id>", Access = RealityAccess.Public)] Task<int> GetAsync(int id); }

            public interface ISecond : IFirst { [RealityInvalidates("a:one:<id>")] Task SetAsync(int id); Task OtherAsync(); }

            public interface IThird { [RealityInvalidates("a:one:<id>")] Task SetAsync(int id); }

            public interface IGeneric<T> { [RealityInvalidates("a:one:<id>")] Task PutAsync(int id, T value); }

            [RealityRepository]
            public sealed partial class Store(IReality reality) : ISecond, IThird, IGeneric<string>
            {
                private static Task<int> GetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

                private static Task SetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

                private static Task PutCoreAsync(DbConnection db, int id, string value) => throw new NotImplementedException();

                public Task OtherAsync() => Task.CompletedTask;
            }

            [RealityRepository]
            public sealed partial class Mixed(IReality reality) : IFirst
            {
                public partial Task<int> GetAsync(int id);

                private static Task<int> GetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
            }
            """);
        var run = GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);

        Assert.Contains("global::Chat.IThird.SetAsync(int id)", run.Text());
    }

    [Fact]
    public void Partial_over_several_files_and_with_a_base_repository()
    {
        var input = Compilations.Create(
        [
            ("One.cs", """
                using Reality;
                namespace Chat;

                [RealityRepository]
                public abstract partial class First(IReality reality)
                {
                    protected IReality Reality { get; } = reality;

                    [RealityKey("a:one", Access = RealityAccess.Public)]
                    public partial Task<int> OneAsync();
                }
                """),
            ("Two.cs", """
                using Reality;
                namespace Chat;

                public abstract partial class First
                {
                    private static Task<int> OneCoreAsync(DbConnection db) => throw new NotImplementedException();
                }

                [RealityRepository]
                public sealed partial class Second(IReality reality) : First(reality)
                {
                    [RealityInvalidates("a:one")]
                    public partial Task TwoAsync();

                    private static Task TwoCoreAsync(DbConnection db) => throw new NotImplementedException();
                }
                """),
        ]);
        var run = GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);

        Snapshot.Verify(run.Text(static name => name.EndsWith(".Repository.g.cs", StringComparison.Ordinal) || name == "Chat.Registration.g.cs"), "SeveralFiles");
    }
}
