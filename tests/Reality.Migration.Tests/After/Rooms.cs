using Microsoft.AspNetCore.Builder;

namespace Reality.Migration.Tests.After;

internal static class Rooms
{
    public static void MapRooms(WebApplication app)
    {
        app.MapReality();
        app.MapPost("/api/rooms/{room}/messages", (string room, NewMessage message, MessageRepository messages, CancellationToken ct) =>
            messages.AddAsync(room, message.Text, ct));
    }
}
