namespace Chat.Tests.Hosting;

/// <summary>The chat as its own process.</summary>
public sealed class ChatServer() : SampleServer("Chat")
{
    public ChatApi NewApi() => new(Address);
}
