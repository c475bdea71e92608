using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Payloads;

public sealed class PayloadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payload_carries_its_version_token_and_etag()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var sync = await app.SyncAsync(("chat:room:a", 0));

        var reply = await app.GetAsync("/api/rooms/a/note");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("""{"id":"a","text":"text"}""", reply.Text);
        Assert.Equal("application/json", reply.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("2", Header(reply, "Reality-Version"));
        Assert.Equal($"{sync.ServerVersion}", Header(reply, "Reality-Seen"));
        Assert.Equal($"\"{sync.Hash("chat:room:a")}\"", Header(reply, "ETag"));
        Assert.Matches("^\"[A-Za-z0-9_-]{22}\\.0a1b2c3d\"$", Header(reply, "ETag"));
        Assert.Equal("no-cache, private", Header(reply, "Cache-Control"));
    }

    [Fact]
    public async Task A_payload_that_is_null_is_the_JSON_null_and_an_unwritten_key_has_version_1()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var reply = await app.GetAsync("/api/rooms/none/note");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("null", reply.Text);
        Assert.Equal("1", Header(reply, "Reality-Version"));
    }

    [Fact]
    public async Task Rule_1c_the_etag_is_of_the_content_also_where_the_nodes_hash_is_fresh()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var before = Header(await app.GetAsync("/api/rooms/a/note"), "ETag");

        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);

        Assert.Equal(before, Header(await app.GetAsync("/api/rooms/a/note"), "ETag"));
    }

    [Theory]
    [InlineData("{0}", true)]
    [InlineData("W/{0}", true)]
    [InlineData("*", true)]
    [InlineData("\"other\", {0}", true)]
    [InlineData("\"other\",W/{0} , \"more\"", true)]
    [InlineData("\"other\"", false)]
    [InlineData("nonsense", false)]
    [InlineData("", false)]
    public async Task A_payload_that_the_client_holds_is_304_without_a_body(string ifNoneMatch, bool isHeld)
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var tag = Header(await app.GetAsync("/api/rooms/a/note"), "ETag")!;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/rooms/a/note");
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch.Replace("{0}", tag, StringComparison.Ordinal));

        var reply = await app.SendAsync(request);

        Assert.Equal(isHeld ? HttpStatusCode.NotModified : HttpStatusCode.OK, reply.Status);
        Assert.Equal(isHeld ? "" : """{"id":"a","text":"text"}""", reply.Text);
        Assert.Equal(tag, Header(reply, "ETag"));
        Assert.Equal("2", Header(reply, "Reality-Version"));
        Assert.NotNull(Header(reply, "Reality-Seen"));
        Assert.Equal("no-cache, private", Header(reply, "Cache-Control"));
    }

    [Fact]
    public async Task HEAD_has_the_headers_and_no_body_and_other_methods_are_405()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "text", Cancel);

        var head = await app.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/rooms/a/note"));
        var post = await app.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/rooms/a/note"));

        Assert.Equal(HttpStatusCode.OK, head.Status);
        Assert.Equal("", head.Text);
        Assert.NotNull(Header(head, "ETag"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.Status);
    }

    [Theory]
    [InlineData(null, "/api/users/ann/profile")]
    [InlineData("bob", "/api/users/ann/profile")]
    [InlineData("bob", "/api/users/nobody/profile")]
    [InlineData(null, "/api/teams/7/board")]
    [InlineData("ann", "/api/orders/007")]
    [InlineData("ann", "/api/orders/x")]
    public async Task Invariant_7_what_is_not_for_a_user_is_404_alike_whether_it_exists_or_not(string? user, string path)
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("ann", "text", Cancel);
        await app.Reality.UpdateNodeAsync("user:ann:profile", cancellationToken: Cancel);

        var reply = await app.GetAsync(path, user);

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Equal("""{"title":"Not Found","status":404,"detail":"There is nothing here for you."}""", reply.Text);
        Assert.Null(Header(reply, "ETag"));
        Assert.Null(Header(reply, "Reality-Version"));
    }

    [Theory]
    [InlineData("ann", "/api/users/ann/profile")]
    [InlineData("ann", "/api/teams/7/board")]
    [InlineData(null, "/api/orders/7")]
    [InlineData("a/b", "/api/users/a%2fb/profile")]
    public async Task What_is_for_a_user_is_served(string? user, string path)
    {
        await using var app = await RunningApp.OnSqliteAsync();

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(path, user)).Status);
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("a%2fb", "a/b")]
    [InlineData("a%3Ab", "a:b")]
    [InlineData("a:b", "a:b")]
    [InlineData("a%25b", "a%b")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%20b", "a b")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("%22'%5C%3C", "\"'\\<")]
    [InlineData("%61", "a")]
    [InlineData("...", "...")]
    public async Task A_value_is_taken_from_the_raw_target_and_unescaped_once(string raw, string value)
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync(value, "found", Cancel);

        var answer = await RawGetAsync(app, $"/api/rooms/{raw}/note?x=/1");

        Assert.Contains("\"text\":\"found\"", answer, StringComparison.Ordinal);
        Assert.Contains("Reality-Version: 2", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%FF")]
    [InlineData("%C3%28")]
    [InlineData("%ED%A0%80")]
    [InlineData("%zz")]
    [InlineData("%")]
    public async Task A_value_that_is_no_text_is_400_naming_the_parameter(string raw)
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var answer = await RawGetAsync(app, $"/api/rooms/{raw}/note");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"parameter\":\"id\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_makes_the_key_too_long_is_400_naming_the_parameter()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var fits = await app.GetAsync($"/api/rooms/{new string('a', 502)}/note");
        var tooLong = await app.GetAsync($"/api/rooms/{new string('a', 503)}/note");
        var escaped = await app.GetAsync($"/api/rooms/{string.Concat(Enumerable.Repeat("%3A", 168))}/note");

        Assert.Equal(HttpStatusCode.OK, fits.Status);
        Assert.All([tooLong, escaped], reply =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
            Assert.Equal("id", (string)reply.Json["errors"]![0]!["parameter"]!);
        });
    }

    [Theory]
    [InlineData("/api/rooms/../rooms/a/note")]
    [InlineData("/api/./rooms/a/note")]
    [InlineData("/api/rooms/x/%2E%2E/a/note")]
    public async Task A_path_with_dot_segments_is_refused(string path)
    {
        await using var app = await RunningApp.OnSqliteAsync();

        Assert.StartsWith("HTTP/1.1 400", await RawGetAsync(app, path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absolute_target_is_understood()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a%2Fb", "found", Cancel);

        Assert.Contains("found", await RawGetAsync(app, $"http://127.0.0.1:{app.Client.BaseAddress!.Port}/api/rooms/a%252Fb/note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payloads_and_sync_work_under_a_path_base_and_on_another_path()
    {
        await using var app = await RunningApp.OnSqliteAsync(map: web =>
        {
            web.UsePathBase("/app");
            web.UseRouting();
            web.UseAuthentication();
            web.UseAuthorization();
            web.MapReality("/live");
        });
        await app.Notes.SetAsync("a/b", "found", Cancel);

        Assert.Contains("found", (await app.GetAsync("/app/api/rooms/a%2Fb/note")).Text, StringComparison.Ordinal);
        Assert.Contains("found", (await app.GetAsync("/api/rooms/a%2Fb/note")).Text, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/app/live/sync")
        {
            Content = new StringContent("""{"known":{}}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(request)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/reality/health")).Status);
    }

    [Fact]
    public async Task Invariant_4_a_payload_is_never_labelled_newer_than_it_is()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var writing = Task.Run(
            async () =>
            {
                // Version v is the text v - 1, counted from version 2, the text 1.
                for (var i = 1; i <= 200; i++)
                    await app.Notes.SetAsync("a", $"{i}", Cancel);
            },
            Cancel);

        var mislabelled = 0;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                while (!writing.IsCompleted)
                {
                    var reply = await app.GetAsync("/api/rooms/a/note");
                    var text = reply.Text == "null" ? 0 : int.Parse((string)reply.Json["text"]!, System.Globalization.CultureInfo.InvariantCulture);
                    if (Header(reply, "Reality-Version") != $"{text + 1}")
                        Interlocked.Increment(ref mislabelled);
                }
            },
            Cancel)));
        await writing;

        Assert.Equal(0, mislabelled);
    }

    [Fact]
    public async Task Code_503_where_the_database_cannot_be_read()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        app.Storage.SnapshotFailure = new IOException("down");

        var reply = await app.GetAsync("/api/rooms/a/note");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.NotNull(reply.Response.Headers.RetryAfter);
    }

    private static string? Header(SyncReply reply, string name)
    {
        if (reply.Response.Headers.TryGetValues(name, out var values) || reply.Response.Content.Headers.TryGetValues(name, out values))
            return name == "Cache-Control" ? string.Join(", ", string.Join(',', values).Split(',').Select(value => value.Trim()).Order()) : values.Single();

        return null;
    }

    // HttpClient would tidy the path.
    private static async Task<string> RawGetAsync(RunningApp app, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancel);
        var request = $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{app.Client.BaseAddress!.Port}\r\nConnection: close\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Cancel);
    }
}
