using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>What a rule refuses gets a throwing body, so that the rule's error stands alone: no error or warning of the compiler beside it.</summary>
public sealed class RefusedTests
{
    public static TheoryData<string, string> Methods => new()
    {
        { "grammar", """[RealityKey("chat", Access = RealityAccess.Public)] public partial Task<int> GetAsync(); private static Task<int> GetCoreAsync(DbConnection db) => throw new Exception();""" },
        { "unbound placeholder", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<int> GetAsync(int room); private static Task<int> GetCoreAsync(DbConnection db, int room) => throw new Exception();""" },
        { "floating placeholder", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<int> GetAsync(double id); private static Task<int> GetCoreAsync(DbConnection db, double id) => throw new Exception();""" },
        { "nullable placeholder", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<int> GetAsync(string? id); private static Task<int> GetCoreAsync(DbConnection db, string? id) => throw new Exception();""" },
        { "no core", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<int> GetAsync(int id);""" },
        { "core with swapped parameters", """[RealityInvalidates("chat:room:<a>")] public partial Task SetAsync(string a, string b); private static Task SetCoreAsync(DbConnection db, string b, string a) => throw new Exception();""" },
        { "void", """[RealityInvalidates("chat:room:<id>")] public partial void Set(int id);""" },
        { "not a task", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial int Get(int id);""" },
        { "read without result", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task GetAsync(int id); private static Task GetCoreAsync(DbConnection db, int id) => Task.CompletedTask;""" },
        { "stream", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial IAsyncEnumerable<int> GetAsync(int id);""" },
        { "ref and out", """[RealityInvalidates("chat:room:<id>")] public partial Task SetAsync(ref int id, out string name, in long other);""" },
        { "span", """[RealityInvalidates("chat:room:<id>")] public partial Task SetAsync(int id, ReadOnlySpan<char> name, scoped Span<int> more);""" },
        { "pointer", """[RealityInvalidates("chat:room:<id>")] public unsafe partial Task SetAsync(int id, int* name);""" },
        { "static", """[RealityInvalidates("chat:room:<id>")] public static partial Task SetAsync(int id);""" },
        { "generic", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<T> GetAsync<T, U>(int id) where T : class, IDisposable, new() where U : struct;""" },
        { "shadow", """[RealityInvalidates("chat:room:<reality>")] public partial Task SetAsync(int reality); private static Task SetCoreAsync(DbConnection db, int reality) => Task.CompletedTask;""" },
        { "two tokens", """[RealityInvalidates("chat:room:<id>")] public partial Task SetAsync(int id, CancellationToken a, CancellationToken b);""" },
        { "object payload", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<object> GetAsync(int id); private static Task<object> GetCoreAsync(DbConnection db, int id) => throw new Exception();""" },
        { "value of an object", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public, Hash = RealityHash.Value)] public partial Task<List<int>> GetAsync(int id); private static Task<List<int>> GetCoreAsync(DbConnection db, int id) => throw new Exception();""" },
        { "owner missing", """[RealityKey("chat:room:<id>", Access = RealityAccess.Owner)] public partial Task<int> GetAsync(int id); private static Task<int> GetCoreAsync(DbConnection db, int id) => throw new Exception();""" },
        { "route without placeholder", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public, Route = "/x/{other}")] public partial Task<int> GetAsync(int id); private static Task<int> GetCoreAsync(DbConnection db, int id) => throw new Exception();""" },
        { "read and write", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] [RealityInvalidates("chat:room:<id>")] public partial Task<int> GetAsync(int id); private static Task<int> GetCoreAsync(DbConnection db, int id) => throw new Exception();""" },
        { "two collections", """[RealityInvalidates("chat:room:<a>:of:<b>")] public partial Task SetAsync(int[] a, List<int> b); private static Task SetCoreAsync(DbConnection db, int[] a, List<int> b) => Task.CompletedTask;""" },
        { "other type than the read's", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<int> GetAsync(string id); private static Task<int> GetCoreAsync(DbConnection db, string id) => throw new Exception(); [RealityInvalidates("chat:room:<id>")] public partial Task SetAsync(Guid id); private static Task SetCoreAsync(DbConnection db, Guid id) => Task.CompletedTask;""" },
        { "two keys of one name", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<int> GetAsync(string id); private static Task<int> GetCoreAsync(DbConnection db, string id) => throw new Exception(); [RealityKey("chat:<id>:room", Access = RealityAccess.Public)] public partial Task<int> FindAsync(string id); private static Task<int> FindCoreAsync(DbConnection db, string id) => throw new Exception();""" },
        { "family", """[RealityInvalidates("chat:*:room:<id>")] public partial Task SetAsync(); private static Task SetCoreAsync(DbConnection db) => Task.CompletedTask;""" },
        { "private contract with a route", """public IReality R => reality; [RealityKey("chat:room:<id>", Access = RealityAccess.Public, Route = "/{id}")] private partial Task<int> GetAsync(int id); private static Task<int> GetCoreAsync(DbConnection db, int id) => throw new Exception();""" },
        { "private payload", """private sealed record Row(int Id); [RealityKey("chat:room:<id>", Access = RealityAccess.Public)] private partial Task<Row> GetAsync(int id); private static Task<Row> GetCoreAsync(DbConnection db, int id) => throw new Exception();""" },
        { "nullable core result", """[RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<string> GetAsync(int id); private static Task<string?> GetCoreAsync(DbConnection db, int id) => throw new Exception();""" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_refused_method_compiles_and_throws(string what, string method)
    {
        _ = what;
        var input = Compilations.Create($$"""
            namespace Chat;

            [RealityRepository]
            public sealed partial class Repository(IReality reality)
            {
                {{method}}
            }
            """);
        var run = GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);

        Assert.Contains("NotSupportedException", run.Text());
    }

    public static TheoryData<string, string> Classes => new()
    {
        { "no IReality", "[RealityRepository] public sealed partial class Repository { METHOD }" },
        { "no attribute", "public sealed partial class Repository(IReality reality) { public IReality Reality => reality; METHOD }" },
        { "generic", "[RealityRepository] public sealed partial class Repository<T>(IReality reality) { METHOD }" },
        { "nested in generic", "public partial class Outer<T> where T : class { [RealityRepository] public sealed partial class Repository(IReality reality) { METHOD } }" },
        { "struct", "public partial struct Repository { METHOD }" },
    };

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_refused_class_compiles_and_throws(string what, string type)
    {
        _ = what;
        var input = Compilations.Create("namespace Chat;\n" + type.Replace("METHOD", """
            [RealityKey("chat:room:<id>", Access = RealityAccess.Public)] public partial Task<int> GetAsync(int id);
            public static Task<int> GetCoreAsync(DbConnection db, int id) => throw new Exception();
            """, StringComparison.Ordinal));
        var run = GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);

        Assert.Contains("NotSupportedException", run.Text());
    }

    [Theory]
    [InlineData("public Task<int> GetAsync(int id) => Task.FromResult(id);")]
    [InlineData("public partial Task<int> GetAsync(int id); public partial Task<int> GetAsync(int id) => Task.FromResult(id);")]
    public void A_method_with_a_body_of_its_own_is_left_alone_and_its_key_keeps_its_accessor(string method)
    {
        var input = Compilations.Create($$"""
            namespace Chat;

            [RealityRepository]
            public sealed partial class Repository(IReality reality)
            {
                public IReality Reality => reality;

                [RealityKey("chat:room:<id>", Access = RealityAccess.Public)]
                {{method}}
            }

            public static class Caller
            {
                public static string Key => Keys.Chat.Room(7).ToString();
            }
            """);
        var run = GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);

        Assert.DoesNotContain("GetAsync(int id)", run.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_throwing_body_looks_like() => SnapshotCase.Verify("Refused", """
        namespace Chat;

        [RealityRepository]
        public sealed partial class Repository(IReality reality)
        {
            [RealityKey("chat:room:<id>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(int id);
        }
        """, include: static name => name == "Chat.Repository.Repository.g.cs");
}
