using Bunit;
using Reality.Client.Blazor.Tests.App;

namespace Reality.Client.Blazor.Tests.Rendered;

/// <summary>Keys in a component's own code.</summary>
public sealed class RealityComponentBaseTests : RenderedTest
{
    [Fact]
    public void Fields_follow_their_keys()
    {
        Server.Set("chat:room:general", "a");
        Server.Set("chat:room:other", "b");
        Server.Set("chat:room:fixed", "c");
        var page = Render<TwoLines>();
        page.WaitForAssertion(() => Assert.Equal(("a", "c"), Shown(page)));
        Assert.Single(Server.Syncs);

        page.Render(parameters => parameters.Add(lines => lines.Id, "other"));
        page.WaitForAssertion(() => Assert.Equal(("b", "c"), Shown(page)));
        Assert.Single(Server.Payloads, static payload => payload.Key == "chat:room:fixed");
    }

    [Fact]
    public async Task A_mutation_is_shown_at_once_and_taken_back_when_it_fails()
    {
        var gate = new TaskCompletionSource();
        Server.Set("chat:room:general", "a");
        Server.BeforeWrite = async (_, context) =>
        {
            await gate.Task;
            return await ScriptedServer.Fail(context, 409);
        };
        var page = Render<TwoLines>();
        page.WaitForAssertion(() => Assert.Equal("a", Shown(page).Chosen));

        var click = page.Find("button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("a mine", Shown(page).Chosen));

        gate.SetResult();
        page.WaitForAssertion(() => Assert.Equal("a", Shown(page).Chosen));
        await click;
        page.WaitForAssertion(() => Assert.Contains("409", page.Find("#refused").TextContent, StringComparison.Ordinal));
    }

    private static (string Chosen, string Fixed) Shown(IRenderedComponent<TwoLines> page) =>
        (page.Find("#chosen").TextContent, page.Find("#fixed").TextContent);
}
