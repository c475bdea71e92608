using Microsoft.AspNetCore.Builder;

namespace Reality.Migration.Tests.Before;

internal static class PolledRooms
{
    public static void MapRooms(WebApplication app)
    {
        app.MapGet("/api/rooms/{room}/messages", (string room, MessageStore store, CancellationToken ct) => store.GetAsync(room, ct));
        app.MapPost("/api/rooms/{room}/messages", (string room, NewMessage message, MessageStore store, CancellationToken ct) =>
            store.AddAsync(room, message.Text, ct));
    }
}
