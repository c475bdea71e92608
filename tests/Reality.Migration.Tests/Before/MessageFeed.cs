using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Reality.Migration.Tests.Before;

public sealed class MessageFeed
{
    private readonly ConcurrentDictionary<Channel<Message>, string> _listeners = [];

    public int Listeners => _listeners.Count;

    public void Publish(Message message)
    {
        foreach (var (channel, room) in _listeners)
        {
            if (room == message.Room)
                channel.Writer.TryWrite(message);
        }
    }

    public async IAsyncEnumerable<Message> ListenAsync(string room, [EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<Message>(100);
        _listeners[channel] = room;
        try
        {
            await foreach (var message in channel.Reader.ReadAllAsync(ct))
                yield return message;
        }
        finally
        {
            _listeners.TryRemove(channel, out _);
        }
    }
}

internal static class FedRooms
{
    public static void MapRooms(WebApplication app)
    {
        app.MapGet("/api/rooms/{room}/events", (string room, MessageFeed feed, CancellationToken ct) =>
            TypedResults.ServerSentEvents(feed.ListenAsync(room, ct)));
        app.MapPost("/api/rooms/{room}/messages", async (string room, NewMessage message, MessageStore store, MessageFeed feed, CancellationToken ct) =>
        {
            var added = await store.AddAsync(room, message.Text, ct);
            feed.Publish(added);
            return added;
        });
    }
}
