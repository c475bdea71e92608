using Chat.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Cluster.Tests;

/// <summary>Three servers, no session that sticks to one, and one of them killed in the middle.</summary>
public sealed class KilledServerTests(Chromium chromium)
{
    private const int Messages = 60;

    [Fact]
    public async Task Two_users_see_each_others_messages_through_any_server_and_a_killed_one_takes_nothing_with_it()
    {
        using var cluster = await RunningCluster.StartAsync();
        Assert.Equal(3, cluster.Servers.Count);
        using var ada = new ClusterUser(cluster.Address);
        using var bob = new ClusterUser(cluster.Address);
        await ada.SignInAsync("ada");

        var acknowledged = new List<string>();
        var known = 0L;
        for (var number = 0; number < Messages; number++)
        {
            // In the middle of a message, and of what bob asks meanwhile.
            var killing = number == Messages / 3 ? RunningCluster.KillAsync(cluster.Servers[1]) : Task.CompletedTask;
            var saying = ada.SayAsync("general", $"message {number}");
            var meanwhile = await bob.SyncAsync("chat:room:general", known);
            Assert.True(meanwhile >= known, $"Version {meanwhile} after {known}.");
            var said = await saying;
            await killing;

            // Whatever was acknowledged, whoever answers now knows of it.
            var version = await bob.SyncAsync("chat:room:general", known);
            var seen = await bob.MessagesAsync("general");
            if (said)
            {
                acknowledged.Add($"message {number}");
                Assert.True(version > known, $"Version {version} after {known}, and message {number} was acknowledged between.");
            }

            known = version;
            Assert.Empty(acknowledged.Except(seen));
            Assert.Equal(seen.Distinct(), seen);
        }

        // One message, the one in flight at that moment, may have ended in an error; then nobody knows.
        Assert.InRange(acknowledged.Count, Messages - 1, Messages);
        Assert.Equal(3, ada.ServedBy.Keys.Union(bob.ServedBy.Keys).Count());
        for (var time = 0; time < 4; time++)
            Assert.Equal("ada", await ada.WhoAmIAsync());
        Assert.Contains("chat-2 ended", cluster.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_behind_the_proxy_show_each_others_messages_before_and_after_a_kill()
    {
        using var cluster = await RunningCluster.StartAsync("--restart");
        await using var ada = await chromium.NewVisitorAsync(cluster.Address);
        await using var bob = await chromium.NewVisitorAsync(cluster.Address);
        var sender = await ada.OpenAsync();
        var reader = await bob.OpenAsync();
        await sender.SignInAsync("ada");

        await sender.SayAndSendAsync("said to three servers");
        await reader.FocusSyntheticAsync();
        await Assertions.Expect(reader.Bodies).ToHaveTextAsync(["said to three servers"]);

        var killed = cluster.Servers[0];
        await RunningCluster.KillAsync(killed);
        await sender.SayAndSendAsync("said to the two that are left");
        await reader.FocusSyntheticAsync();
        await Assertions.Expect(reader.Bodies).ToHaveTextAsync(["said to three servers", "said to the two that are left"]);
        await reader.Page.ScreenshotAsync(new() { Path = Path.Combine(Samples.Screenshots, "cluster.png") });

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!cluster.Output.Contains("chat-1 is back", StringComparison.Ordinal))
            await Task.Delay(50, patience.Token);
    }
}
