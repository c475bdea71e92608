using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>The Chromium that the machine has; tests that need it are skipped where there is none.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
            return;

        Assertions.SetDefaultExpectTimeout(Visitor.Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Headless = true,
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>A visitor of their own, with a name that others see.</summary>
    public async Task<Visitor> NewVisitorAsync(Uri address, string name, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, $"No Chromium: none of {string.Join(", ", Names)} is on the PATH.");
        var context = await _browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1100, Height = 720 }, Locale = "en-GB" });
        context.SetDefaultTimeout(Visitor.Patience);
        await context.AddInitScriptAsync($"localStorage.setItem('board:name', '{name}')");
        return new Visitor(context, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .SelectMany(static directory => Names.Select(name => Path.Combine(directory, name)))
            .FirstOrDefault(File.Exists);
}
