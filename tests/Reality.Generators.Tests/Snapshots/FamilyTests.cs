using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>Rule 1a: writes that change every key of a template.</summary>
public sealed class FamilyTests
{
    [Fact]
    public void Writes_bump_families_with_and_without_a_database() => SnapshotCase.Verify("Families", """
        namespace Chat;

        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<room>", Access = RealityAccess.Public)]
            public partial Task<string> GetAsync(string room);
            private static Task<string> GetCoreAsync(DbConnection db, string room) => throw new NotImplementedException();

            [RealityKey("team:<team>:chat:<channel>", Access = RealityAccess.Public)]
            public partial Task<string> GetChannelAsync(string team, int channel);
            private static Task<string> GetChannelCoreAsync(string team, int channel) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<room>")]
            [RealityInvalidates("chat:room:*")]
            [RealityInvalidates("team:*:chat:*")]
            public partial Task RenameAsync(string room);
            private static Task RenameCoreAsync(DbConnection db, string room) => throw new NotImplementedException();

            [RealityInvalidates("team:*:chat:*")]
            public partial Task<int> ClearAsync(string write);
            private static Task<int> ClearCoreAsync(string write) => throw new NotImplementedException();
        }
        """, include: static name => name.Contains("Rooms"));
}
