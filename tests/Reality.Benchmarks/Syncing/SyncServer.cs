using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Reality.Benchmarks.Syncing;

/// <summary>
/// The server under load, a process of its own: Reality over a million nodes in memory with a writer at work, and on another port an
/// endpoint that reads a whole body, writes as many bytes as its path says, and does nothing else.
/// </summary>
internal static class SyncServer
{
    public const string Command = "serve-sync";
    public const int Nodes = 1_000_000;

    /// <summary>The first of the nodes that the writer writes; those below it stay as they are.</summary>
    public const int Written = Nodes - 1_000;

    private static readonly byte[] Ready = Enumerable.Repeat((byte)'x', 256 * 1024).ToArray();

    public static async Task RunAsync()
    {
        await using var limit = Builder().Build();
        limit.Run(LimitAsync);
        await limit.StartAsync();

        var builder = Builder();
        builder.Services.AddSingleton<RealityModule>(new NodeModule());
        builder.Services.AddReality(options => options.ReplicaCapacity = 2 * Nodes);
        await using var sync = builder.Build();
        sync.MapReality();
        await sync.StartAsync();

        var reality = sync.Services.GetRequiredService<IReality>();
        for (var node = 0; node < Nodes; node++)
            await reality.UpdateNodeAsync(new NodeKey(node).Text);

        await Console.Out.WriteLineAsync($"{limit.Urls.Single()} {sync.Urls.Single()}");
        using var ending = new CancellationTokenSource();
        var writing = WriteAsync(reality, ending.Token);

        // Its input ends with the process that started it, however that one ended.
        await Task.Run(Console.In.ReadToEnd);
        await ending.CancelAsync();
        await writing;
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    private static async Task LimitAsync(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync();
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        var length = int.Parse(context.Request.Path.Value.AsSpan(1), CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = length;
        context.Response.BodyWriter.Write(Ready.AsSpan(0, length));
        await context.Response.BodyWriter.FlushAsync();
    }

    // A hundred writes a second.
    private static async Task WriteAsync(IReality reality, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            for (var write = 0; await timer.WaitForNextTickAsync(ending); write++)
                await reality.UpdateNodeAsync(new NodeKey(Written + (write % (Nodes - Written))).Text, cancellationToken: ending);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
