using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Reporting;

public sealed class ReportingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_response_tells_what_its_requests_writes_bumped()
    {
        await using var app = await StartAsync();

        var reply = await app.GetAsync("/write?id=a&id=b&id=a");

        Assert.Equal(["chat:room:a=3", "chat:room:b=2"], Bumped(reply).Order(StringComparer.Ordinal));
        Assert.Equal((await app.SyncAsync()).ServerVersion, Seen(reply));
    }

    [Fact]
    public async Task Invariant_3_a_sync_with_what_was_seen_answers_with_the_write()
    {
        await using var app = await StartAsync();

        var reply = await app.GetAsync("/write?id=a");
        var sync = await app.PostAsync($$$"""{"known":{"chat:room:a":1},"seen":{{{Seen(reply)}}}}""");

        Assert.Equal(2, sync.Version("chat:room:a"));
        Assert.True(sync.ServerVersion >= Seen(reply));
    }

    [Fact]
    public async Task A_response_without_writes_tells_nothing()
    {
        await using var app = await StartAsync();

        var reply = await app.GetAsync("/write");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.False(reply.Response.Headers.Contains("Reality-Seen"));
        Assert.False(reply.Response.Headers.Contains("Reality-Bumped"));
    }

    [Fact]
    public async Task Invariant_7_only_keys_that_the_user_may_read_are_told()
    {
        await using var app = await StartAsync();
        const string Update = "/update?key=user:ann:profile&key=vault:secret:1&key=no:such:key&key=team:7:board";

        Assert.Equal(["team:7:board=2", "user:ann:profile=2"], Bumped(await app.GetAsync(Update, "ann")).Order(StringComparer.Ordinal));
        Assert.Equal(["team:7:board=3"], Bumped(await app.GetAsync(Update, "bob")));
        var anonymous = await app.GetAsync(Update);
        Assert.False(anonymous.Response.Headers.Contains("Reality-Bumped"));
        Assert.True(anonymous.Response.Headers.Contains("Reality-Seen"));
    }

    [Fact]
    public async Task Invariant_10_the_header_is_bounded()
    {
        await using var app = await StartAsync();

        var reply = await app.GetAsync("/many?count=1000");

        Assert.InRange(reply.Response.Headers.GetValues("Reality-Bumped").Single().Length, 1000, 4096);
        Assert.True(reply.Response.Headers.Contains("Reality-Seen"));
    }

    [Fact]
    public async Task A_write_that_rolled_back_is_not_told()
    {
        await using var app = await StartAsync();

        var reply = await app.GetAsync("/half");

        Assert.Equal(HttpStatusCode.Conflict, reply.Status);
        Assert.False(reply.Response.Headers.Contains("Reality-Seen"));
    }

    [Fact]
    public async Task A_write_before_a_failure_of_the_request_is_told()
    {
        await using var app = await StartAsync();

        var reply = await app.GetAsync("/fail");

        Assert.Equal(HttpStatusCode.InternalServerError, reply.Status);
        Assert.Equal(["chat:room:a=2"], Bumped(reply));
    }

    [Fact]
    public async Task A_write_after_the_response_has_started_does_no_harm()
    {
        await using var app = await StartAsync();

        var reply = await app.GetAsync("/late");

        Assert.Equal("earlylate", reply.Text);
        Assert.False(reply.Response.Headers.Contains("Reality-Seen"));
        Assert.Equal(2, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Cross_origin_scripts_may_read_the_headers()
    {
        await using var app = await StartAsync();

        var write = await app.SendAsync(CrossOrigin("/write?id=a"));
        var payload = await app.SendAsync(CrossOrigin("/api/rooms/a/note"));
        var foreign = await app.GetAsync("/write?id=a");

        Assert.Equal(["X-Own", "Reality-Seen", "Reality-Bumped"], Exposed(write));
        Assert.Equal(["X-Own", "Reality-Seen", "Reality-Version", "ETag"], Exposed(payload));
        Assert.False(foreign.Response.Headers.Contains("Access-Control-Expose-Headers"));

        static HttpRequestMessage CrossOrigin(string path) =>
            new(HttpMethod.Get, path) { Headers = { { "Origin", "https://elsewhere.example" } } };

        static string[] Exposed(SyncReply reply) =>
            [.. string.Join(',', reply.Response.Headers.GetValues("Access-Control-Expose-Headers")).Split(',').Select(name => name.Trim())];
    }

    private static Task<RunningApp> StartAsync() => RunningApp.OnSqliteAsync(
        services: builder => builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
            policy.WithOrigins("https://elsewhere.example").WithExposedHeaders("X-Own"))),
        map: app =>
        {
            app.UseExceptionHandler(errors => errors.Run(_ => Task.CompletedTask));
            app.UseCors();
            app.MapReality();
            app.MapGet("/write", async (HttpContext context, NoteRepository notes) =>
            {
                foreach (var id in context.Request.Query["id"])
                    await notes.SetAsync(id!, $"text {Guid.NewGuid()}", context.RequestAborted);
            });
            app.MapGet("/update", async (HttpContext context, IReality reality) =>
                await reality.TransactAsync(async token =>
                {
                    foreach (var key in context.Request.Query["key"])
                        await reality.UpdateNodeAsync(key!, cancellationToken: token);
                }));
            app.MapGet("/many", async (int count, IReality reality) =>
                await reality.TransactAsync(async token =>
                {
                    for (var i = 0; i < count; i++)
                        await reality.UpdateNodeAsync(string.Create(CultureInfo.InvariantCulture, $"chat:room:{i}"), cancellationToken: token);
                }));
            app.MapGet("/half", async (NoteRepository notes) =>
            {
                try
                {
                    await notes.SetHalfAsync("a", "text");
                    return Results.Ok();
                }
                catch (InvalidDataException)
                {
                    return Results.Conflict();
                }
            });
            app.MapGet("/fail", async (NoteRepository notes) =>
            {
                await notes.SetAsync("a", "text");
                throw new InvalidDataException();
            });
            app.MapGet("/late", async (HttpContext context, NoteRepository notes) =>
            {
                await context.Response.WriteAsync("early");
                await context.Response.Body.FlushAsync();
                await notes.SetAsync("a", "text");
                await context.Response.WriteAsync("late");
            });
        });

    private static long Seen(SyncReply reply) =>
        long.Parse(reply.Response.Headers.GetValues("Reality-Seen").Single(), CultureInfo.InvariantCulture);

    private static string[] Bumped(SyncReply reply) =>
        [.. reply.Response.Headers.GetValues("Reality-Bumped").Single().Split(", ")];
}
