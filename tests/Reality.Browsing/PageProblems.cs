using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Reality.Browsing;

/// <summary>Errors that pages threw, and what they wrote to the console as one. The browser itself lists failed requests there.</summary>
public sealed class PageProblems
{
    private readonly ConcurrentQueue<string> _problems = new();

    /// <summary>Listens to a page from now on.</summary>
    public void Collect(IPage page)
    {
        page.PageError += (_, error) => _problems.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Enqueue($"{message.Type}: {message.Text}");
        };
    }

    /// <summary>Fails if a page complained of anything.</summary>
    public void AreNone() => Assert.Empty(_problems);
}
