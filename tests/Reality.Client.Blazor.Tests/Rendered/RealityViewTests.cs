using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Reality.Client.Blazor.Tests.App;

namespace Reality.Client.Blazor.Tests.Rendered;

/// <summary>What a view shows, and when it is drawn again.</summary>
public sealed class RealityViewTests : RenderedTest
{
    private const string General = "chat:room:general";

    [Fact]
    public void It_shows_that_it_loads_then_the_data_then_newer_data()
    {
        var gate = new TaskCompletionSource<bool>();
        Server.Set(General, "one");
        Server.BeforePayload = (_, _) => gate.Task;
        var view = Render<LinesView>();
        view.WaitForElement(".loading");

        gate.SetResult(false);
        view.WaitForAssertion(() => Assert.Equal(["one"], Lines(view)));
        Assert.Empty(view.FindAll(".loading"));

        Server.Append(General, "two");
        Client.Trigger(RealityTrigger.Focus);
        view.WaitForAssertion(() => Assert.Equal(["one", "two"], Lines(view)));
    }

    [Fact]
    public async Task It_is_drawn_again_only_when_what_it_shows_changed()
    {
        Server.Set(General, "one");
        var view = Render<LinesView>();
        view.WaitForAssertion(() => Assert.Equal(["one"], Lines(view)));
        var drawn = view.Instance.Drawn;

        for (var i = 0; i < 3; i++)
            await Client.SyncAllAsync(cancellationToken: TestContext.Current.CancellationToken);
        await view.InvokeAsync(() => { });
        Assert.Equal(drawn, view.Instance.Drawn);

        Server.Append(General, "two");
        await Client.SyncAllAsync(cancellationToken: TestContext.Current.CancellationToken);
        view.WaitForAssertion(() => Assert.Equal(drawn + 1, view.Instance.Drawn));
    }

    [Fact]
    public void Nothing_to_show_has_a_template_of_its_own()
    {
        Server.Set(General);
        var view = Render<LinesView>();
        view.WaitForElement(".empty");

        Server.Append(General, "one");
        Client.Trigger(RealityTrigger.Focus);
        view.WaitForAssertion(() => Assert.Equal(["one"], Lines(view)));
        Assert.Empty(view.FindAll(".empty"));
    }

    [Fact]
    public void What_was_good_stays_beside_an_error_until_a_retry_succeeds()
    {
        Server.Set(General, "good");
        var view = Render<LinesView>();
        view.WaitForAssertion(() => Assert.Equal(["good"], Lines(view)));

        Server.BeforeSync = context => ScriptedServer.Fail(context, 503);
        Client.Trigger(RealityTrigger.Focus);
        view.WaitForElement(".error");
        Assert.Equal(["good"], Lines(view));

        Server.BeforeSync = _ => Task.FromResult(false);
        Server.Append(General, "newer");
        view.Find("button").Click();
        view.WaitForAssertion(() => Assert.Equal(["good", "newer"], Lines(view)));
        Assert.Empty(view.FindAll(".error"));
    }

    [Fact]
    public void An_error_before_any_data_stands_alone()
    {
        Server.BeforeSync = context => ScriptedServer.Fail(context, 503);
        var view = Render<LinesView>();

        view.WaitForElement(".error");
        Assert.Empty(view.FindAll("ul"));
        Assert.Empty(view.FindAll(".loading"));
    }

    [Fact]
    public void A_key_that_is_refused_takes_its_data_off_the_screen()
    {
        Server.Set(General, "secret");
        var view = Render<LinesView>();
        view.WaitForAssertion(() => Assert.Equal(["secret"], Lines(view)));

        Server.Refused.Add(General);
        Client.Trigger(RealityTrigger.Focus);
        view.WaitForElement(".refused");
        Assert.DoesNotContain("secret", view.Markup, StringComparison.Ordinal);
        Assert.Empty(view.FindAll(".error"));
    }

    [Fact]
    public async Task Another_key_takes_the_place_of_the_first()
    {
        Server.Set(General, "one");
        Server.Set("chat:room:other", "else");
        var view = Render<LinesView>();
        view.WaitForAssertion(() => Assert.Equal(["one"], Lines(view)));

        view.Render(parameters => parameters.Add(lines => lines.Id, "other"));
        view.WaitForAssertion(() => Assert.Equal(["else"], Lines(view)));

        Server.Append(General, "two");
        await Client.SyncAllAsync(cancellationToken: TestContext.Current.CancellationToken);
        await view.InvokeAsync(() => { });
        Assert.Equal(["else"], Lines(view));
    }

    [Fact]
    public async Task A_parent_that_is_drawn_again_subscribes_to_nothing_new()
    {
        Server.Set(General, "one");
        var view = Render<LinesView>();
        view.WaitForAssertion(() => Assert.Equal(["one"], Lines(view)));
        var asked = Server.Syncs.Count;

        for (var i = 0; i < 5; i++)
            view.Render(parameters => parameters.Add(lines => lines.Id, "general"));

        await Client.SyncAllAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(asked + 1, Server.Syncs.Count);
    }

    [Fact]
    public async Task A_view_that_has_left_is_heard_of_no_more()
    {
        Server.Set(General, "one");
        var view = Render<LinesView>();
        view.WaitForAssertion(() => Assert.Equal(["one"], Lines(view)));
        var lines = view.Instance;
        var drawn = lines.Drawn;

        await DisposeComponentsAsync();
        var asked = Server.Syncs.Count;
        Server.Append(General, "two");
        await Client.SyncAllAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(drawn, lines.Drawn);
        Assert.DoesNotContain(Server.Syncs.Skip(asked), static sync => sync.Known.ContainsKey(General));
    }

    [Fact]
    public void A_key_without_a_route_wants_a_source()
    {
        var error = Assert.Throws<ArgumentException>(() => Render<RealityView<int>>(view => view.Add(v => v.Key, new CountKey())));
        Assert.Contains("'chat:count'", error.Message, StringComparison.Ordinal);

        var view = Render<RealityView<int>>(view => view
            .Add(v => v.Key, new CountKey())
            .Add(v => v.Source, RealitySource.From((_, _) => Task.FromResult(7)))
            .Add(v => v.ChildContent, count => $"<b>{count}</b>"));
        view.WaitForAssertion(() => Assert.Equal("7", view.Find("b").TextContent));
    }

    [Fact]
    public void Without_a_browser_it_asks_nobody_unless_told_to()
    {
        Server.Set(General, "one");
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var idle = Render<LinesView>();
        Assert.NotNull(idle.Find(".loading"));
        Assert.Empty(Server.Syncs);

        var loaded = Render<LinesView>(parameters => parameters.Add(lines => lines.Prerender, true));
        loaded.WaitForAssertion(() => Assert.Equal(["one"], Lines(loaded)));
        Assert.Single(Server.Syncs);
    }

    private static IEnumerable<string> Lines(IRenderedComponent<LinesView> view) => view.FindAll("li").Select(static line => line.TextContent);

    private sealed record CountKey : IRealityKey<int>
    {
        public string Text => "chat:count";
    }
}
