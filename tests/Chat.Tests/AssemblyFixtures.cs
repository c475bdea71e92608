using Chat.Tests.Hosting;

// One running sample and one browser for all tests; those that kill the server start their own.
[assembly: AssemblyFixture(typeof(ChatServer))]
[assembly: AssemblyFixture(typeof(Chromium))]
