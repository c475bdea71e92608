using System.Globalization;
using System.Runtime.InteropServices;
using Reality.Client.Tests.Live;
using Reality.Client.Tests.Triggers;

namespace Reality.Client.Tests.Docs;

/// <summary>The code of docs/client-dotnet.md, compiled. <see cref="SnippetTests"/> compares the two.</summary>
internal static class Snippets
{
    internal static async Task Reading(HttpClient http, LinesKey general)
    {
        await using var client = new RealityClient(http);
        var lines = await client.GetAsync(general);
        Console.WriteLine(lines.Count);
    }

    internal static async Task Watching(RealityClient client, LinesKey general, CancellationToken cancellationToken)
    {
        using var subscription = client.Subscribe(general, new()
        {
            OnData = lines => Console.WriteLine(string.Join("\n", lines ?? [])),
            OnError = error => Console.WriteLine(error.Message),
        });

        await foreach (var state in client.Watch(general, cancellationToken))
            Console.WriteLine($"{state.Status}, version {state.Version}: {state.Data?.Count ?? 0} lines");
    }

    internal static void Subscribing(RealityClient client)
    {
        var messages = RealitySource.Json("/rooms/general", TestJson.Default.IReadOnlyListString);
        using var others = client.Subscribe("chat:room:general", messages);
    }

    internal static RealityClient Live(HttpClient http)
    {
        var client = new RealityClient(http, new RealityClientOptions { Live = true });
        return client;
    }

    internal static RealityClient Several(HttpClient http)
    {
        var client = new RealityClient(http, new RealityClientOptions
        {
            Servers = [new Uri("https://eu.example.com"), new Uri("https://us.example.com")],
        });
        return client;
    }

    internal static RealityClient Stored(HttpClient http, string folder, string userId)
    {
        var client = new RealityClient(http, new RealityClientOptions { Store = new RealityFileStore(folder), Scope = userId });
        return client;
    }

    internal static async Task Mutating(RealityClient client, RoomKey general, string text, CancellationToken cancellationToken)
    {
        using var response = await client.MutateAsync(
            new RealityMutation((http, ct) => http.PostAsync("/rooms/general", new StringContent(text), ct))
                .Show(general, lines => lines?.Contains(text) == true ? lines : [.. lines ?? [], text]),
            cancellationToken);
    }

    internal static RealitySource<int> Counting() => RealitySource.From<int>(async (fetch, ct) =>
    {
        using var response = await fetch.Http.GetAsync(new Uri("/count", UriKind.Relative), ct);
        response.EnsureSuccessStatusCode();
        return new RealityPayload<int>(int.Parse(await response.Content.ReadAsStringAsync(ct), CultureInfo.InvariantCulture));
    });

    internal static RealityClient Triggered(HttpClient http, LifecycleTrigger lifecycle)
    {
        var client = new RealityClient(http, new RealityClientOptions { Triggers = [new NetworkTrigger(), lifecycle] });
        return client;
    }

    internal static void Follow(Window window, LifecycleTrigger lifecycle)
    {
        window.Activated += (_, _) => lifecycle.Activated(window);
        window.Resumed += (_, _) => lifecycle.Shown(window);
        window.Stopped += (_, _) => lifecycle.Hidden(window);
        window.Destroying += (_, _) => lifecycle.Closed(window);
    }

    internal sealed class ReloadTrigger : IRealityTriggerSource
    {
        public IDisposable Start(Action<RealityTrigger> fire) => PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => fire(RealityTrigger.Manual));
    }
}
