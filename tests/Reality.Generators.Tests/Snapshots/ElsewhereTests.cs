using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>Rule 4b: cores that take no connection, since their data is not in the storage's database.</summary>
public sealed class ElsewhereTests
{
    [Fact]
    public void Cores_without_a_connection_are_marked_written_and_settled() => SnapshotCase.Verify("Elsewhere", """
        namespace Chat;

        public sealed record Picture(string Id, string Owner);

        [RealityRepository]
        public sealed partial class Pictures(IReality reality)
        {
            [RealityKey("picture:item:<id>", Access = RealityAccess.Public, Route = "/pictures/{id}")]
            public partial Task<Picture> GetAsync(string id, CancellationToken _);
            private static Task<Picture> GetCoreAsync(string id, CancellationToken ct) => throw new NotImplementedException();

            [RealityKey("picture:count:<owner>", Access = RealityAccess.Public)]
            public partial ValueTask<long> CountAsync(string owner);
            private static ValueTask<int> CountCoreAsync(string owner) => throw new NotImplementedException();

            [RealityKey("owner:name:<owner>", Access = RealityAccess.Public)]
            public partial Task<string> NameAsync(string owner, CancellationToken ct);
            private static Task<string> NameCoreAsync(DbConnection db, string owner, CancellationToken ct) => throw new NotImplementedException();

            [RealityInvalidates("picture:item:<id>")]
            [RealityInvalidates("picture:count:<picture.Owner>")]
            [RealityInvalidates("owner:name:<picture.Owner>")]
            public partial Task PutAsync(string id, Picture? picture, CancellationToken mark);
            private static Task PutCoreAsync(string id, Picture? picture, CancellationToken ct) => throw new NotImplementedException();

            [RealityInvalidates("picture:item:<result.Id>")]
            [RealityInvalidates("picture:count:<result.Owner>")]
            public partial ValueTask<Picture?> DropAsync(string id);
            private ValueTask<Picture?> DropCoreAsync(string id) => throw new NotImplementedException();

            [RealityInvalidates("picture:item:<ids>")]
            [RealityInvalidates("picture:item:<result>")]
            [RealityInvalidates("notifications:all")]
            public partial Task<IReadOnlyList<string>> MoveAsync(IEnumerable<string> ids, string? write);
            private static Task<IReadOnlyList<string>> MoveCoreAsync(IEnumerable<string> ids, string? write) => throw new NotImplementedException();
        }
        """, include: static name => name.Contains("Pictures") || name.Contains("Module"));
}
