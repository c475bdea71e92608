using System.Threading.Channels;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>What a person sees and does on the page.</summary>
public sealed class ChatPage(IPage page)
{
    public IPage Page => page;

    public ILocator Bodies => page.Locator(".message .body");

    public ILocator Banner => page.Locator("#banner");

    public ILocator DisplayName => page.Locator("#display-name");

    public ILocator Text => page.Locator("#text");

    public ILocator Message(string text) => page.Locator(".message", new() { HasText = text });

    public ILocator Room(string roomId) => page.Locator("#rooms .room").Filter(new() { Has = page.GetByTitle(roomId, new() { Exact = true }) });

    public ILocator Unread(string roomId) => Room(roomId).Locator(".count");

    public Task IsFreshAsync() => Assertions.Expect(page.Locator("#fresh")).ToHaveTextAsync("Up to date", new() { Timeout = Visitor.Patience });

    public async Task SayAsync(string text)
    {
        await Text.FillAsync(text);
        await Text.PressAsync("Enter");
    }

    /// <summary>Says something and waits until the server has it and the page has seen that.</summary>
    public async Task SayAndSendAsync(string text)
    {
        await SayAsync(text);
        await HasSentAsync(text);
        await IsFreshAsync();
    }

    public Task HasSentAsync(string text) =>
        Assertions.Expect(page.Locator(".message:not(.pending):not(.failed)", new() { HasText = text })).ToBeVisibleAsync(new() { Timeout = Visitor.Patience });

    public async Task OpenRoomAsync(string roomId)
    {
        await page.FillAsync("#room-name", roomId);
        await page.PressAsync("#room-name", "Enter");
    }

    public async Task SignInAsync(string name)
    {
        await page.FillAsync("#sign-in-name", name);
        await page.PressAsync("#sign-in-name", "Enter");
        await Assertions.Expect(DisplayName).ToHaveTextAsync(name);
        await IsFreshAsync();
    }

    /// <summary>What the browser dispatches when a person comes back to the window.</summary>
    public Task FocusSyntheticAsync() => page.EvaluateAsync("dispatchEvent(new Event('focus'))");

    /// <summary>Waits for an answer to a sync, from now on, that holds a text. Syncs already under way may be answered before it.</summary>
    public async Task SyncAnswerAsync(string text)
    {
        var answers = Channel.CreateUnbounded<IResponse>();
        void Add(object? sender, IResponse response) => answers.Writer.TryWrite(response);
        page.Response += Add;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Visitor.Patience));
            while (true)
            {
                var answer = await answers.Reader.ReadAsync(patience.Token);
                if (answer.Ok && answer.Url.EndsWith("/reality/sync", StringComparison.Ordinal)
                    && (await answer.TextAsync()).Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        finally
        {
            page.Response -= Add;
        }
    }

    /// <summary>
    /// Records, from now on, every set of texts that any frame showed, so that a state of one frame is caught too.
    /// </summary>
    public Task WatchAsync() => page.EvaluateAsync("""
        () => {
          window.frames_seen = [];
          const look = () => {
            const seen = JSON.stringify([...document.querySelectorAll('.message .body')].map((body) => body.textContent));
            if (window.frames_seen.at(-1) !== seen) window.frames_seen.push(seen);
            requestAnimationFrame(look);
          };
          look();
        }
        """);

    public async Task<IReadOnlyList<string>> WatchedAsync() => await page.EvaluateAsync<string[]>("window.frames_seen");
}
