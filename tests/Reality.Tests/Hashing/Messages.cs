namespace Reality.Tests.Hashing;

internal sealed record Message(long Id, string RoomId, string Author, string Text, long SentAt);

/// <summary>A payload with the walk that the generator would write.</summary>
internal static class Messages
{
    public static HashSecret Secret { get; } = new(Enumerable.Range(1, HashSecret.Length).Select(i => (byte)i).ToArray());

    public static ContentHash<IReadOnlyList<Message>> Content { get; } = new("1a2b3c4d", static (hasher, list) =>
    {
        if (hasher.AddPresence(list is not null))
        {
            hasher.AddCount(list!.Count);
            for (var i = 0; i < list.Count; i++)
            {
                Write(hasher, list[i]);
            }
        }
    });

    public static IReadOnlyList<Message> Make(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Message(i, "general", "Ada", new string('x', i % 50), 1699876543210 + i))];

    public static void Write(ContentHasher hasher, Message? message)
    {
        if (hasher.AddPresence(message is not null))
        {
            ContentHasher.Expect(message!, typeof(Message));
            hasher.Add(message!.Id);
            hasher.Add(message.RoomId);
            hasher.Add(message.Author);
            hasher.Add(message.Text);
            hasher.Add(message.SentAt);
        }
    }
}
