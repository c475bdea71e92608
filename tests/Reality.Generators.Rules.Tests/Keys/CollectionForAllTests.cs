using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class CollectionForAllTests
{
    [Theory]
    [InlineData("IReadOnlyList<Message>")]
    [InlineData("List<int>")]
    [InlineData("Message[]")]
    [InlineData("IReadOnlyDictionary<string, Message>")]
    public async Task A_collection_without_placeholder(string payload)
    {
        var messages = await RuleProject.Of(Read("{|RLT1008:\"chat:rooms\"|}", string.Empty, payload)).Verify();
        Assert.Equal(
            [$"'chat:rooms' is one key for all of '{payload}', so everybody who shows it fetches all of it again on any change. Add a placeholder that divides it, such as '<teamId>', if it may grow."],
            messages);
    }

    [Theory]
    [InlineData("chat:team:<teamId>", "string teamId", "List<int>")]
    [InlineData("chat:count", "", "int")]
    [InlineData("chat:motd", "", "string")]
    [InlineData("chat:logo", "", "byte[]")]
    [InlineData("chat:latest", "", "Message")]
    public Task Silent_otherwise(string template, string parameters, string payload) => RuleProject.Check(Read($"\"{template}\"", parameters, payload));

    private static string Read(string template, string parameters, string payload) => Sample.Repository(
        $$"""
            [RealityKey({{template}}, Access = RealityAccess.Public)]
            public partial Task<{{payload}}> GetAsync({{parameters}});

            private static Task<{{payload}}> GetCoreAsync(DbConnection db{{(parameters.Length == 0 ? "" : ", " + parameters)}}) => null!;
        """);
}
