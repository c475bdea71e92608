namespace Board.Tests.Hosting;

/// <summary>The board as its own process.</summary>
public sealed class BoardServer() : SampleServer("Board");
