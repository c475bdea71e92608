using Reality;
using Reality.Client;

// Typed.Client SERVER ROOM: prints the room, and watches it until someone says "bye".
using var http = new HttpClient { BaseAddress = new Uri(args[0]) };
await using var client = new RealityClient(http);
var room = Keys.Chat.Room(args[1]);

Console.WriteLine($"{(await client.GetAsync(room)).Count} lines");

// Nothing polls by itself; a person at a page would give it the focus now and then.
await using var focus = new Timer(_ => client.SyncAllAsync(), null, 0, 20);
await foreach (var state in client.Watch(room))
{
    if (state.Data is { } lines && lines.Any(line => line.Text == "bye"))
    {
        Console.WriteLine(string.Join('|', lines.Select(line => line.Text)));
        break;
    }

    Console.WriteLine("watching");
}
