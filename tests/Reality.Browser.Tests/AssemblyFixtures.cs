using Chat.Tests.Hosting;
using Reality.Browsing;

// One running server and one browser for all tests; those that kill the server or stop the browser start their own.
[assembly: AssemblyFixture(typeof(ChatServer))]
[assembly: AssemblyFixture(typeof(Chromium))]
