using Microsoft.AspNetCore.SignalR;

namespace Reality.Migration.Tests.Before;

public sealed class ChatHub(MessageStore store) : Hub
{
    public Task Join(string room) => Groups.AddToGroupAsync(Context.ConnectionId, room);

    public async Task Send(string room, string text)
    {
        var message = await store.AddAsync(room, text, Context.ConnectionAborted);
        await Clients.Group(room).SendAsync("messageAdded", message);
    }
}
