using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Reality.Migration.Tests.After;
using Reality.Migration.Tests.Before;

namespace Reality.Migration.Tests.Beside;

internal static class Rooms
{
    public static void MapRooms(WebApplication app)
    {
        app.MapReality();
        app.MapRealityEvents("/events");
        app.MapHub<ChatHub>("/chat");
        app.MapGet("/api/rooms/{room}/events", (string room, MessageFeed feed, CancellationToken ct) =>
            Microsoft.AspNetCore.Http.TypedResults.ServerSentEvents(feed.ListenAsync(room, ct)));
        app.MapPost("/api/rooms/{room}/messages", async (
            string room, NewMessage message, MessageRepository messages, IHubContext<ChatHub> hub, MessageFeed feed, CancellationToken ct) =>
        {
            var added = await messages.AddAsync(room, message.Text, ct);      // commits, and raises the version of chat:room:<room>
            await hub.Clients.Group(room).SendAsync("messageAdded", added, ct); // those who still listen to the hub
            feed.Publish(added);                                              // and to the old stream
            return added;
        });
    }
}

public sealed class ChatHub(MessageStore store, IReality reality) : Hub
{
    public Task Join(string room) => Groups.AddToGroupAsync(Context.ConnectionId, room);

    public async Task Send(string room, string text)
    {
        var message = await store.AddAsync(room, text, Context.ConnectionAborted);
        await reality.UpdateNodeAsync($"chat:room:{KeyText.Escape(room)}");
        await Clients.Group(room).SendAsync("messageAdded", message);
    }
}
