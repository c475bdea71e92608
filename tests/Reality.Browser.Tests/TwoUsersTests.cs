using Chat.Tests.Hosting;
using Reality.Browser.Tests.Live;
using Reality.Browsing;

namespace Reality.Browser.Tests;

/// <summary>What one person does, another one sees, without touching anything.</summary>
public sealed class TwoUsersTests(ChatServer server, Chromium chromium)
{
    [Fact]
    public async Task Two_users_see_what_the_other_says_by_itself()
    {
        await using var first = await chromium.NewContextAsync();
        await using var second = await chromium.NewContextAsync();
        var ada = await LivePage.OpenAsync(first, server.Address, "two-users");
        var bob = await LivePage.OpenAsync(second, server.Address, "two-users");

        Assert.Equal("sent", await ada.SayAsync("from Ada"));
        await bob.ShowsAsync("from Ada");
        Assert.Equal("sent", await bob.SayAsync("from Bob"));
        await ada.ShowsAsync("from Ada", "from Bob");
        await bob.ShowsAsync("from Ada", "from Bob");

        Assert.DoesNotContain("sync focus", await ada.ReasonsAsync());
        Assert.DoesNotContain("sync focus", await bob.ReasonsAsync());
    }
}
