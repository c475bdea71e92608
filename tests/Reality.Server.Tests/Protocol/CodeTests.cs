using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Protocol;

public sealed class CodeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("application/json; charset=\"UTF-8\"", HttpStatusCode.OK)]
    [InlineData("Application/JSON", HttpStatusCode.OK)]
    [InlineData("application/vnd.reality+json", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/jsonp", HttpStatusCode.UnsupportedMediaType)]
    public async Task Code_415_by_content_type(string type, HttpStatusCode expected)
    {
        await using var app = await RunningApp.InMemoryAsync();

        var reply = await app.PostAsync("""{"known":{}}""", type: type);

        Assert.Equal(expected, reply.Status);
        if (expected != HttpStatusCode.OK)
            Assert.Equal(415, (int)reply.Json["status"]!);
    }

    [Fact]
    public async Task Code_415_without_a_content_type_and_with_a_content_coding()
    {
        await using var app = await RunningApp.InMemoryAsync();
        using var untyped = new HttpRequestMessage(HttpMethod.Post, "/reality/sync") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        using var coded = new HttpRequestMessage(HttpMethod.Post, "/reality/sync")
        {
            Content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { { "Content-Type", "application/json" }, { "Content-Encoding", "gzip" } } },
        };

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.SendAsync(untyped)).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.SendAsync(coded)).Status);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Code_405_for_other_methods(string method)
    {
        await using var app = await RunningApp.InMemoryAsync();

        var reply = await app.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/reality/sync"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.Status);
        Assert.Contains("POST", reply.Response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Code_413_by_announced_length_before_the_body_is_sent()
    {
        await using var app = await RunningApp.InMemoryAsync();

        // The body never comes: an answer proves that nobody waited for it.
        var answer = await RawAsync(app, "POST /reality/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 262145\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_413_of_a_chunked_body_before_its_end()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.MaxBodyLength = 100);

        // The last chunk never comes.
        var answer = await RawAsync(
            app,
            $"POST /reality/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n{new string(' ', 200)}\r\n");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Code_413_begins_one_byte_beyond_the_limit(int beyond, HttpStatusCode expected)
    {
        await using var app = await RunningApp.InMemoryAsync();
        const string Body = """{"known":{}}""";

        Assert.Equal(expected, (await app.PostAsync(Body + new string(' ', (256 * 1024) - Body.Length + beyond))).Status);
    }

    [Fact]
    public async Task A_chunked_body_in_small_pieces_is_read()
    {
        await using var app = await RunningApp.InMemoryAsync();
        const string Body = """{"known":{"chat:room:general":0}}""";
        var chunks = string.Concat(Body.Select(c => $"1\r\n{c}\r\n"));

        var answer = await RawAsync(
            app,
            $"POST /reality/sync HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\"chat:room:general\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_401_where_the_endpoint_requires_a_signed_in_user()
    {
        await using var app = await RunningApp.InMemoryAsync(map: web => web.MapReality().RequireAuthorization());

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.SyncAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.SyncAsAsync("ann")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/reality/health")).Status);
    }

    [Fact]
    public async Task Code_403_where_the_user_may_not_sync_at_all()
    {
        await using var app = await RunningApp.InMemoryAsync(
            services: builder => builder.Services.AddAuthorizationBuilder()
                .AddPolicy("sync", policy => policy.RequireClaim("sub", "ann")),
            map: web => web.MapReality().RequireAuthorization("sync"));

        Assert.Equal(HttpStatusCode.Forbidden, (await app.SyncAsAsync("bob")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.SyncAsAsync("ann")).Status);
    }

    [Fact]
    public async Task Code_429_where_the_host_limits_rates()
    {
        await using var app = await RunningApp.InMemoryAsync(
            services: builder => builder.Services.AddRateLimiter(limits =>
            {
                limits.RejectionStatusCode = 429;
                limits.OnRejected = (context, _) =>
                {
                    context.HttpContext.Response.Headers.RetryAfter = "60";
                    return ValueTask.CompletedTask;
                };
                limits.AddFixedWindowLimiter("one", window => (window.PermitLimit, window.Window) = (1, TimeSpan.FromHours(1)));
            }),
            map: web =>
            {
                web.UseRateLimiter();
                web.MapReality().RequireRateLimiting("one");
            });

        Assert.Equal(HttpStatusCode.OK, (await app.SyncAsync()).Status);
        var second = await app.SyncAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, second.Status);
        Assert.Equal(TimeSpan.FromSeconds(60), second.Response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Code_503_while_the_storage_cannot_be_reached_and_200_again_afterwards()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.RetryAfter = TimeSpan.FromSeconds(7));
        await app.SyncAsync(("chat:room:a", 0));

        app.Storage.Failure = new IOException("the secret host name db-17 is unreachable");
        var reply = await app.SyncAsync(("chat:room:a", 0));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.Equal(TimeSpan.FromSeconds(7), reply.Response.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", reply.Response.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("db-17", reply.Text, StringComparison.Ordinal);
        app.Storage.Failure = null;
        Assert.Equal(HttpStatusCode.OK, (await app.SyncAsync(("chat:room:a", 0))).Status);
    }

    [Fact]
    public async Task Code_503_where_the_storage_does_not_answer_in_time()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.StorageTimeout = TimeSpan.FromMilliseconds(200));
        app.Storage.Hold();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.SyncAsync()).Status);
        app.Storage.Release();
        Assert.Equal(HttpStatusCode.OK, (await app.SyncAsync()).Status);
    }

    [Fact]
    public async Task Code_500_tells_a_trace_id_and_nothing_of_the_inside()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.GetUserId = _ => throw new FormatException("the inside"));

        var reply = await app.SyncAsAsync("ann", ("user:ann:profile", 0));

        Assert.Equal(HttpStatusCode.InternalServerError, reply.Status);
        Assert.NotEmpty((string)reply.Json["traceId"]!);
        Assert.DoesNotContain("inside", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("FormatException", reply.Text, StringComparison.Ordinal);
    }

    private static async Task<string> RawAsync(RunningApp app, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            while (await client.GetStream().ReadAsync(buffer, patience.Token) is > 0 and var read)
            {
                answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
                if (answer.ToString().Contains('}', StringComparison.Ordinal))
                    break;
            }
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
        }

        return answer.ToString();
    }
}
