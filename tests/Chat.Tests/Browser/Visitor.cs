using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>One person's browser: its pages share cookies and storage, and what goes wrong in them is collected.</summary>
public sealed class Visitor(IBrowserContext context, Uri address) : IAsyncDisposable
{
    /// <summary>Milliseconds; long, because the machine may be busy.</summary>
    public const float Patience = Chromium.Patience;

    private readonly PageProblems _problems = new();

    public IBrowserContext Context => context;

    public async Task<ChatPage> OpenAsync(string roomId = "general", bool realFocus = false)
    {
        var page = await context.NewPageAsync();
        _problems.Collect(page);
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
    public void HadNoProblems() => _problems.AreNone();

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
