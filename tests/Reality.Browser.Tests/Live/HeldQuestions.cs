using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Reality.Browser.Tests.Live;

/// <summary>The syncs that a person's pages have left with the server, as the browser itself sees them.</summary>
public sealed class HeldQuestions
{
    private readonly ConcurrentDictionary<IRequest, IPage> _held = new();

    public HeldQuestions(IBrowserContext context)
    {
        context.Request += (_, request) =>
        {
            if (IsHeld(request))
                _held[request] = request.Frame.Page;
        };
        context.RequestFinished += (_, request) => _held.TryRemove(request, out IPage? _);
        context.RequestFailed += (_, request) => _held.TryRemove(request, out IPage? _);
    }

    public int Count => _held.Count(static held => !held.Value.IsClosed);

    /// <summary>The page that asks for all, when there is one question.</summary>
    public IPage Asker => Assert.Single(_held, static held => !held.Value.IsClosed).Value;

    public static bool IsHeld(IRequest request) =>
        request.Url.EndsWith("/reality/sync", StringComparison.Ordinal) && request.PostData?.Contains("\"wait\"", StringComparison.Ordinal) == true;

    /// <summary>Waits until there is one question, and has been for a while.</summary>
    public async Task IsOneAsync()
    {
        var until = Environment.TickCount64 + (long)Browsing.Chromium.Patience;
        for (var steady = 0; steady < 5;)
        {
            Assert.True(Environment.TickCount64 < until, $"{Count} questions are left with the server; one was expected.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
            steady = Count == 1 ? steady + 1 : 0;
        }
    }
}
