using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class UnboundPlaceholderTests
{
    [Fact]
    public async Task A_placeholder_that_no_parameter_has_the_name_of()
    {
        const string Attribute = "[RealityKey(\"chat:room:{|RLT1003:<roomid>|}\", Access = RealityAccess.Public)]";
        await RuleProject.Check(Contract(Attribute));
        var messages = await RuleProject.Of(Read(Attribute)).Verify();
        Assert.Equal(["'<roomid>' binds to nothing: there is no parameter 'roomid'. Did you mean 'roomId'?"], messages);
    }

    [Theory]
    [InlineData("chat:room:{|RLT1003:<room>|}", "'<room>' binds to nothing: there is no parameter 'room'. Did you mean 'roomId'?")]
    [InlineData("chat:room:{|RLT1003:<anything.Else>|}", "'<anything.Else>' binds to nothing: there is no parameter 'anything'. It can bind to: roomId, result.")]
    [InlineData("chat:room:{|RLT1003:<result.Room>|}", "'<result.Room>' binds to nothing: 'Message' has no readable member 'Room'. Did you mean 'RoomId'?")]
    public async Task An_invalidated_placeholder_without_source(string template, string message)
    {
        var messages = await RuleProject.Of(Write($"[RealityInvalidates(\"{template}\")]", returns: "Task<Message>")).Verify();
        Assert.Equal([message], messages);
    }

    [Fact]
    public Task The_token_is_no_source() =>
        RuleProject.Check(Write("[RealityInvalidates(\"chat:room:{|RLT1003:<ct>|}\")]"));

    [Fact]
    public async Task A_route_with_another_name()
    {
        var messages = await RuleProject.Of(Read(
            "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public, Route = {|RLT1003:\"/rooms/{|RLT1003:{id}|}\"|})]")).Verify();
        Assert.Equal(
            [
                "The route has no parameter for '<roomId>' of 'chat:room:<roomId>'. Add '{roomId}' to it.",
                "The route's parameter '{id}' is no placeholder of 'chat:room:<roomId>'. Name it after a placeholder, or remove it.",
            ],
            messages);
    }

    [Fact]
    public Task A_route_that_cannot_give_a_parameter() => RuleProject.Check(Read(
        "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public, Route = {|RLT1003:\"/rooms/{roomId}\"|})]",
        "string roomId, int {|RLT1007:take|}"));

    [Theory]
    [InlineData("chat:room:<roomId>", "string roomId")]
    [InlineData("chat:room:<message.RoomId>", "Message message")]
    [InlineData("chat:room:<result.RoomId>", "string text")]
    [InlineData("chat:room:<roomIds>", "IReadOnlyList<string> roomIds")]
    [InlineData("chat:room:<messages.RoomId>", "Message[] messages")]
    public Task Silent_on_parameters_members_results_and_collections(string template, string parameters) =>
        RuleProject.Check(Write($"[RealityInvalidates(\"{template}\")]", parameters, "Task<Message>"));

    [Theory]
    [InlineData("chat:rom:*")]
    [InlineData("chat:room:*:typing")]
    [InlineData("chat:room:*:typing:*")]
    public async Task A_family_of_no_template(string family)
    {
        var messages = await RuleProject.Of(Write($"[RealityInvalidates(\"{{|RLT1003:{family}|}}\")]")).Verify();
        Assert.Equal([$"'{family}' is the family of no template: no read declares one with a placeholder in place of each '*'. Write the words of a declared template."], messages);
    }

    [Fact]
    public Task Silent_on_a_family() => RuleProject.Check(Write("[RealityInvalidates(\"chat:room:*\")]"));
}
