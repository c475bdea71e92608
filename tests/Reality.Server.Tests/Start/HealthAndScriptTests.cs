using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reality.Client.Web;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Start;

public sealed class HealthAndScriptTests
{
    [Fact]
    public async Task Health_is_200_while_the_storage_is_reachable_else_503()
    {
        await using var app = await RunningApp.InMemoryAsync();

        var healthy = await app.GetAsync("/reality/health");
        app.Storage.Failure = new IOException("the inside");
        var unhealthy = await app.GetAsync("/reality/health");

        Assert.Equal(HttpStatusCode.OK, healthy.Status);
        Assert.Equal("Healthy", (string)healthy.Json["status"]!);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unhealthy.Status);
        Assert.Equal("Unhealthy", (string)unhealthy.Json["status"]!);
        Assert.DoesNotContain("inside", unhealthy.Text, StringComparison.Ordinal);
        Assert.True(unhealthy.Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Health_is_among_the_hosts_checks()
    {
        await using var app = await RunningApp.InMemoryAsync();
        var checks = app.Services.GetRequiredService<HealthCheckService>();

        Assert.Equal(HealthStatus.Healthy, (await checks.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["reality"].Status);
        app.Storage.Failure = new IOException();
        Assert.Equal(HealthStatus.Unhealthy, (await checks.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["reality"].Status);
    }

    [Fact]
    public async Task The_server_starts_before_its_storage_and_serves_once_it_is_there()
    {
        var storage = new LateStorage();
        await using var app = await RunningApp.StartAsync(_ => storage, null, null, null, null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.SyncAsync()).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.GetAsync("/reality/health")).Status);
        storage.IsThere = true;
        Assert.Equal(HttpStatusCode.OK, (await app.SyncAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/reality/health")).Status);
    }

    [Fact]
    public async Task The_client_script_is_served_with_its_etag()
    {
        await using var app = await RunningApp.InMemoryAsync();

        var first = await app.GetAsync("/reality/client.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/reality/client.js");
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Response.Headers.ETag!.Tag);
        var second = await app.SendAsync(again);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("text/javascript", first.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(RealityWebClient.Script.Length, first.Response.Content.Headers.ContentLength);
        Assert.Contains("export", first.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, second.Status);
        Assert.Equal("", second.Text);
    }

    [Fact]
    public async Task The_parts_of_the_client_are_served_beside_it_and_nothing_else_is()
    {
        await using var app = await RunningApp.InMemoryAsync();

        Assert.Contains("live", RealityWebClient.Parts);
        foreach (var part in RealityWebClient.Parts)
        {
            var answer = await app.GetAsync($"/reality/client/{part}.js");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(RealityWebClient.Part(part)!.ETag, answer.Response.Headers.ETag!.Tag);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/reality/client/none.js")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/reality/client/react.js")).Status);
    }
}
