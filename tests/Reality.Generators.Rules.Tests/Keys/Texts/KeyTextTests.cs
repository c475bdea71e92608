using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Keys.Texts;

public sealed class KeyTextTests
{
    private const string Contracts =
        """
        namespace Contracts;

        public enum Kind { Open, Closed }

        public interface IReads
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            Task<int> GetRoomAsync(string roomId);

            [RealityKey("chat:room:<roomId>:message:<id>", Access = RealityAccess.Public)]
            Task<int> GetMessageAsync(string roomId, long id);

            [RealityKey("team:kind:<kind>", Access = RealityAccess.Public)]
            Task<int> GetKindAsync(Kind kind);

            [RealityKey("team:guid:<id>", Access = RealityAccess.Public)]
            Task<int> GetGuidAsync(Guid id);

            [RealityKey("team:day:<day>", Access = RealityAccess.Public)]
            Task<int> GetDayAsync(DateOnly day);

            [RealityKey("notifications:all", Access = RealityAccess.Public)]
            Task<int> GetAllAsync();
        }
        """;

    [Theory]
    [InlineData("\"chat:rom:general\"", "'chat:rom:general' is a key that no template forms. Did you mean Keys.Chat.Room(\"general\")?")]
    [InlineData("\"Chat:room:general\"", "'Chat:room:general' is a key that no template forms. Did you mean Keys.Chat.Room(\"general\")?")]
    [InlineData("\"chat:room:a b\"", "'chat:room:a b' is a key that no template forms. Did you mean Keys.Chat.Room(\"a b\")?")]
    [InlineData("\"chat:room\"", "'chat:room' is a key that no template forms. Declared in 'chat': 'chat:room:<roomId>', 'chat:room:<roomId>:message:<id>'.")]
    [InlineData("\"billing:x\"", "'billing:x' is a key that no template forms. Declared domains: chat, notifications, team.")]
    [InlineData("\"chat:room:a:message:007\"", "'chat:room:a:message:007' is a key that no template forms. Declared in 'chat': 'chat:room:<roomId>', 'chat:room:<roomId>:message:<id>'.")]
    [InlineData("$\"chat:rom:{text}\"", "'chat:rom:{text}' is a key that no template forms. Did you mean Keys.Chat.Room(text)?")]
    [InlineData("\"chat:rom:\" + text", "'chat:rom:{text}' is a key that no template forms. Did you mean Keys.Chat.Room(text)?")]
    [InlineData("$\"chat:room:{number}:message\"", "'chat:room:{number}:message' is a key that no template forms. Declared in 'chat': 'chat:room:<roomId>', 'chat:room:<roomId>:message:<id>'.")]
    [InlineData("\"chat:room:*\"", "'chat:room:*' is a family, where one key is asked for. Write a value in place of '*'.")]
    [InlineData("\"\"", "'' is a key that no template forms. Declared domains: chat, notifications, team.")]
    public async Task A_text_that_no_template_forms(string text, string message)
    {
        Assert.Equal([message], await Given($"{{|RLT1010:{text}|}}"));
    }

    [Theory]
    [InlineData("\"chat:room:general\"", "Keys.Chat.Room(\"general\")")]
    [InlineData("\"chat:room:a%20b\"", "Keys.Chat.Room(\"a b\")")]
    [InlineData("\"chat:\" + \"room:\" + \"general\"", "Keys.Chat.Room(\"general\")")]
    [InlineData("Constant", "Keys.Chat.Room(\"general\")")]
    [InlineData("$\"chat:room:{Word}\"", "Keys.Chat.Room(\"general\")")]
    [InlineData("$\"chat:room:{text}\"", "Keys.Chat.Room(text)")]
    [InlineData("\"chat:room:\" + text", "Keys.Chat.Room(text)")]
    [InlineData("$\"chat:room:{text}:message:{number}\"", "Keys.Chat.RoomMessage(text, number)")]
    [InlineData("\"team:kind:Open\"", "Keys.Team.Kind(Contracts.Kind.Open)")]
    [InlineData("\"team:guid:6f9619ff-8b86-d011-b42d-00c04fc964ff\"", "Keys.Team.Guid(System.Guid.Parse(\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"))")]
    [InlineData("\"team:day:2024-02-09\"", "Keys.Team.Day(new System.DateOnly(2024, 2, 9))")]
    [InlineData("\"notifications:all\"", "Keys.Notifications.All")]
    public async Task A_text_that_a_template_forms(string text, string accessor)
    {
        var messages = await Given($"{{|RLT1011:{text}|}}");
        Assert.Contains($"Write {accessor}, so that", messages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("null!")]
    [InlineData("$\"{text}\"")]
    [InlineData("$\"{text}:room:{text}\"")]
    [InlineData("$\"chat:{text}\"")]
    [InlineData("$\"chat:ro{text}:a\"")]
    [InlineData("\"team:guid:\" + text")]
    [InlineData("Contracts.Elsewhere.Text")]
    public async Task Silent_on_what_only_run_time_knows(string text) => Assert.Empty(await Given(text));

    [Theory]
    [InlineData("\"chat:room:*\"", "RLT1011", "Write Keys.Chat.RoomFamily, so that")]
    [InlineData("\"chat:rom:*\"", "RLT1010", "'chat:rom:*' is the family of no template. Did you mean Keys.Chat.RoomFamily?")]
    [InlineData("\"chat:room:*:typing\"", "RLT1010", "'chat:room:*:typing' is the family of no template. Declared in 'chat': ")]
    [InlineData("\"chat:rom:general\"", "RLT1010", "Did you mean Keys.Chat.Room(\"general\")?")]
    public async Task Where_a_family_may_stand(string text, string rule, string message)
    {
        Assert.Contains(message, (await Body($"reality.UpdateNodeAsync({{|{rule}:{text}|}});"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_ = new RealityFamily({|RLT1011:\"chat:room:*\"|});")]
    [InlineData("_ = new RealityFamily({|RLT1010:\"chat:room:general\"|});")]
    [InlineData("_ = KeyText.Create($\"chat:room:{text}\");", "RLT1011", "$\"chat:room:{text}\"")]
    [InlineData("_ = KeyText.Create($\"chat:{text}\");", "RLT1010", "$\"chat:{text}\"")]
    [InlineData("_ = new Reality.Wire.SyncRequest { Known = new Dictionary<string, long> { [{|RLT1011:\"chat:room:a\"|}] = 1, [{|RLT1010:\"chat:rom:a\"|}] = 2, [text] = 3 } };")]
    [InlineData("Many([text, {|RLT1011:\"chat:room:a\"|}, {|RLT1010:\"chat:rom:a\"|}]);")]
    [InlineData("Many(new[] { {|RLT1010:\"chat:rom:a\"|} });")]
    [InlineData("Field = {|RLT1010:\"chat:rom:a\"|};")]
    [InlineData("One(text.Length > 0 ? {|RLT1011:\"chat:room:a\"|} : {|RLT1010:\"chat:rom:a\"|});")]
    public async Task In_every_place_that_takes_keys(string statement, string? rule = null, string marked = "")
    {
        await Body(rule is null ? statement : statement.Replace(marked, $"{{|{rule}:{marked}|}}", StringComparison.Ordinal));
    }

    [Fact]
    public Task Silent_in_a_key_that_is_written_by_hand() => RuleProject.Of(
        "public readonly record struct NodeKey(long Id) : IRealityKey { public string Text => KeyText.Create($\"node:item:{Id}\"); }")
        .Referencing(RuleProject.Named("Contracts", Contracts)).Verify();

    [Fact]
    public async Task Silent_without_templates_and_elsewhere()
    {
        await RuleProject.Check("public static class Uses { public static Task Run(IReality reality) => reality.UpdateNodeAsync(\"chat:rom:general\"); }");
        Assert.Empty(await Body("Console.WriteLine(\"chat:rom:general\");"));
    }

    [Fact]
    public async Task An_internal_key_of_another_assembly_is_a_key_that_cannot_be_named()
    {
        var contracts = RuleProject.Named("Contracts", Contracts.Replace("Task<int>", "Task<Hidden>", StringComparison.Ordinal).Replace("public interface", "internal sealed record Hidden(int Id);\n\ninternal interface", StringComparison.Ordinal));
        await RuleProject.Of("public static class Uses { public static Task Run(IReality reality) => reality.UpdateNodeAsync(\"chat:room:general\"); }")
            .Referencing(contracts).Verify();
    }

    [Theory]
    [InlineData("#line 3 \"Page.razor\"")]
    [InlineData("#line (3,5)-(3,60) 12 \"Page.razor\"")]
    public async Task In_generated_code_only_what_a_person_wrote_elsewhere(string line)
    {
        var source =
            $$"""
            // <auto-generated/>
            public static class Page
            {
                public static void Render(IReality reality)
                {
                    reality.UpdateNodeAsync("chat:rom:generated");
            {{line}}
                    reality.UpdateNodeAsync({|RLT1010:"chat:rom:general"|});
            #line hidden
                    reality.UpdateNodeAsync("chat:rom:generated");
            #line default
                }
            }
            """;
        await RuleProject.Of(source).Referencing(RuleProject.Named("Contracts", Contracts)).Verify();
    }

    private static Task<IReadOnlyList<string>> Given(string text) => Body($"One({text});");

    private static Task<IReadOnlyList<string>> Body(string statement) => RuleProject.Of(
        $$"""
        using System.Diagnostics.CodeAnalysis;

        public static class Uses
        {
            private const string Constant = "chat:room:general";
            private const string Word = "general";

            [StringSyntax(KeyText.Syntax)]
            public static string Field { get; set; } = "";

            public static void Run(IReality reality, string text, long number)
            {
                {{statement}}
            }

            public static void One([StringSyntax(KeyText.Syntax)] string key) { }

            public static void Many([StringSyntax(KeyText.Syntax)] IReadOnlyCollection<string> keys) { }
        }

        namespace Contracts
        {
            public static class Elsewhere { public static string Text => ""; }
        }
        """).Referencing(RuleProject.Named("Contracts", Contracts)).Verify();
}
