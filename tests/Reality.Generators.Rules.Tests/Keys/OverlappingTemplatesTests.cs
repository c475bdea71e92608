using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class OverlappingTemplatesTests
{
    [Theory]
    [InlineData("user:<name>:profile", "string name", "user:me:<part>", "string part")]
    [InlineData("user:item:<id>", "int id", "user:item:7", "")]
    [InlineData("user:day:<day>", "DayOfWeek day", "user:day:Friday", "")]
    [InlineData("user:flag:<on>", "bool on", "user:flag:true", "")]
    public async Task Two_templates_with_a_key_in_common(string first, string firstParameter, string second, string secondParameter)
    {
        // Upper case in a word is its own rule; here it is the name of an enum's member.
        var marked = second.Contains("Friday", StringComparison.Ordinal) ? second.Replace("Friday", "{|RLT1002:Friday|}", StringComparison.Ordinal) : second;
        await RuleProject.Check(OneClass(Marked(first), firstParameter, Marked(marked), secondParameter));
        await RuleProject.Check(TwoClasses(Marked(first), firstParameter, Marked(marked), secondParameter));
        await RuleProject.Check(OneContract(Marked(first), firstParameter, Marked(marked), secondParameter));
    }

    [Theory]
    [InlineData("user:<number>:profile", "int number", "user:me:<part>", "string part")]
    [InlineData("user:item:<id>", "Guid id", "user:item:new", "")]
    [InlineData("user:day:<day>", "DayOfWeek day", "user:day:today", "")]
    [InlineData("user:item:<id>", "string id", "user:item:<id>:tags", "string id")]
    [InlineData("user:item:<id>", "string id", "team:item:<id>", "string id")]
    public async Task Silent_on_templates_that_a_position_separates(string first, string firstParameter, string second, string secondParameter)
    {
        await RuleProject.Check(OneClass(Plain(first), firstParameter, Plain(second), secondParameter));
        await RuleProject.Check(TwoClasses(Plain(first), firstParameter, Plain(second), secondParameter));
    }

    [Fact]
    public async Task The_message_names_both_and_the_other_read()
    {
        var messages = await RuleProject.Of(OneClass(Marked("user:<name>:profile"), "string name", Marked("user:me:<part>"), "string part")).Verify();
        Assert.Equal(
            [
                "'user:<name>:profile' and 'user:me:<part>' of 'Users.SecondAsync' can form the same key. Change a word of one of them.",
                "'user:me:<part>' and 'user:<name>:profile' of 'Users.FirstAsync' can form the same key. Change a word of one of them.",
            ],
            messages);
    }

    [Fact]
    public async Task A_template_of_a_reference()
    {
        var contracts = RuleProject.Named(
            "Contracts",
            """
            namespace Contracts;

            public interface IUsers
            {
                [RealityKey("user:<name>:profile", Access = RealityAccess.Public)]
                Task<int> GetAsync(string name);
            }
            """);
        await RuleProject.Of(Class("Parts", Read(Marked("user:me:<part>"), "string part", "First"))).Referencing(contracts).Verify();
    }

    [Theory]
    [InlineData("Access = RealityAccess.Public", "Access = RealityAccess.Authenticated", "Access 'Authenticated' instead of 'Public'")]
    [InlineData("Policy = \"a\"", "Policy = \"b\"", "Policy 'b' instead of 'a'")]
    [InlineData("Access = RealityAccess.Public", "Access = RealityAccess.Public, Hash = RealityHash.Version", "Hash 'Version' instead of 'Content'")]
    [InlineData("Access = RealityAccess.Public, Route = \"/a/{id}\"", "Access = RealityAccess.Public, Route = \"/b/{id}\"", "the route '/b/{id}' instead of '/a/{id}'")]
    public async Task Two_reads_of_one_template_that_disagree(string first, string second, string difference)
    {
        const string Template = "{|RLT1005:\"user:item:<id>\"|}";
        var messages = await RuleProject.Of(
            Class("Users", Read($"{Template}, {first}", "string id", "First")),
            Class("Others", Read($"{Template}, {second}", "string id", "Second"))).Verify();
        Assert.Equal(
            $"'user:item:<id>' is declared by 'Others.SecondAsync' too, with {difference}. Make them alike, or change a word of one template.",
            messages[0]);
    }

    // The key struct is the first read's, so only the other one is wrong.
    [Theory]
    [InlineData("string id", "int id", "", "the type 'string' for '<id>' instead of 'int'")]
    [InlineData("string id", "string id", ", Name = \"Other\"", "the accessor 'Item' instead of 'Other'")]
    public async Task A_second_read_of_one_template_with_another_struct(string first, string second, string name, string difference)
    {
        var messages = await RuleProject.Of(
            Class("Albums", Read(Plain("user:item:<id>"), first, "First")),
            Class("Users", Read(Marked("user:item:<id>") + name, second, "Second"))).Verify();
        Assert.Equal([$"'user:item:<id>' is declared by 'Albums.FirstAsync' too, with {difference}. Make them alike, or change a word of one template."], messages);
    }

    [Fact]
    public Task Silent_on_two_reads_of_one_template_that_agree() => RuleProject.Check(
        Class("Users", Read(Plain("user:item:<id>"), "string id", "First")),
        Class("Others", Read(Plain("user:item:<name>"), "string name", "Second")));

    [Fact]
    public Task Silent_on_two_repositories_of_one_contract() => RuleProject.Check(
        """
        public interface IUsers
        {
            [RealityKey("user:item:<id>", Access = RealityAccess.Public)]
            Task<int> GetAsync(string id);
        }
        """,
        """
        [RealityRepository]
        public sealed partial class Users(IReality reality) : IUsers
        {
            private static Task<int> GetCoreAsync(DbConnection db, string id) => null!;
        }

        [RealityRepository]
        public sealed partial class Others(IReality reality) : IUsers
        {
            private static Task<int> GetCoreAsync(DbConnection db, string id) => null!;
        }
        """);

    private static string Marked(string template) => $"{{|RLT1005:\"{template}\"|}}, Access = RealityAccess.Public";

    private static string Plain(string template) => $"\"{template}\", Access = RealityAccess.Public";

    private static string OneClass(string first, string firstParameter, string second, string secondParameter) =>
        Class("Users", Read(first, firstParameter, "First") + Read(second, secondParameter, "Second"));

    private static string[] TwoClasses(string first, string firstParameter, string second, string secondParameter) =>
        [Class("Users", Read(first, firstParameter, "First")), Class("Others", Read(second, secondParameter, "Second"))];

    private static string OneContract(string first, string firstParameter, string second, string secondParameter) =>
        $$"""
        public interface IUsers
        {
            [RealityKey({{first}})]
            Task<int> FirstAsync({{firstParameter}});

            [RealityKey({{second}})]
            Task<int> SecondAsync({{secondParameter}});
        }
        """;

    private static string Class(string name, string members) =>
        $$"""
        [RealityRepository]
        public sealed partial class {{name}}(IReality reality)
        {
        {{members}}
        }
        """;

    private static string Read(string attribute, string parameter, string name) =>
        $$"""
            [RealityKey({{attribute}})]
            public partial Task<int> {{name}}Async({{parameter}});

            private static Task<int> {{name}}CoreAsync(DbConnection db{{(parameter.Length == 0 ? "" : ", " + parameter)}}) => null!;


        """;
}
