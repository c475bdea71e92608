using Board.Tests.Hosting;

// One running sample and one browser for all tests; those that kill the server start their own.
[assembly: AssemblyFixture(typeof(BoardServer))]
[assembly: AssemblyFixture(typeof(Chromium))]
