using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>One person's browser: its pages share cookies and storage, and what goes wrong in them is collected.</summary>
public sealed class Visitor(IBrowserContext context, Uri address) : IAsyncDisposable
{
    /// <summary>Milliseconds; long, because the machine may be busy.</summary>
    public const float Patience = 15_000;

    private readonly ConcurrentQueue<string> _problems = new();

    public IBrowserContext Context => context;

    /// <summary>Errors that pages threw, and what they wrote to the console as one. Failed requests are listed there by the browser itself.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public async Task<ChatPage> OpenAsync(string roomId = "general", bool realFocus = false)
    {
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _problems.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Enqueue($"{message.Type}: {message.Text}");
        };

        await page.GotoAsync($"{address}#{Uri.EscapeDataString(roomId)}");
        var chat = new ChatPage(page);
        await chat.IsFreshAsync();
        if (realFocus)
        {
            // Playwright makes every page believe that it is focused, and does so again with each navigation.
            var session = await context.NewCDPSessionAsync(page);
            await session.SendAsync("Emulation.setFocusEmulationEnabled", new() { ["enabled"] = false });
        }

        return chat;
    }

    /// <summary>Fails if a page of this visitor complained of anything.</summary>
    public void HadNoProblems() => Assert.Empty(_problems);

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
