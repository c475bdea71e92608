using Chat.Tests.Hosting;
using Reality.Browser.Tests.Live;
using Reality.Browsing;

namespace Reality.Browser.Tests;

/// <summary>Of two messages that are under way together, one fails: the other one, and what others wrote, stay.</summary>
public sealed class OverlapTests(ChatServer server, Chromium chromium)
{
    [Fact]
    public async Task One_of_two_overlapping_updates_fails_and_is_taken_back_alone()
    {
        await using var context = await chromium.NewContextAsync();
        var page = await LivePage.OpenAsync(context, server.Address, "overlap");
        var release = new TaskCompletionSource();
        await page.Page.RouteAsync("**/api/rooms/overlap/messages", async route =>
        {
            if (route.Request.PostData?.Contains("refused", StringComparison.Ordinal) != true)
            {
                await route.ContinueAsync();
                return;
            }

            await release.Task;
            await route.FulfillAsync(new() { Status = 409, ContentType = "application/problem+json", Body = "{}" });
        });

        var refused = page.SayAsync("to be refused");
        await page.ShowsAsync("to be refused");
        using var api = server.NewApi();
        (await api.PostAsync("overlap", "from elsewhere", "Eve")).EnsureSuccessStatusCode().Dispose();
        await page.ShowsAsync("from elsewhere", "to be refused");
        Assert.Equal("sent", await page.SayAsync("goes well"));
        await page.ShowsAsync("from elsewhere", "goes well", "to be refused");

        release.SetResult();

        Assert.Equal("failed: 409", await refused);
        await page.ShowsAsync("from elsewhere", "goes well");
        var afterwards = (await page.ShownAsync()).SkipWhile(static texts => !texts.Contains("goes well"));
        Assert.All(afterwards, static texts => Assert.Equal(["from elsewhere", "goes well"], texts.Except(["to be refused"])));
        Assert.Equal(["from elsewhere", "goes well"], (await api.MessagesAsync("overlap")).Select(static message => (string?)message!["text"]));
    }
}
