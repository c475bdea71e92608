using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Access;

public sealed class AccessTests
{
    [Theory]
    [InlineData(null, "chat:room:a", true)]
    [InlineData("ann", "chat:room:a", true)]
    [InlineData(null, "team:7:board", false)]
    [InlineData("ann", "team:7:board", true)]
    [InlineData(null, "user:ann:profile", false)]
    [InlineData("ann", "user:ann:profile", true)]
    [InlineData("bob", "user:ann:profile", false)]
    [InlineData("Ann", "user:ann:profile", false)]
    [InlineData("ann", "user:annie:profile", false)]
    [InlineData("a:b/c ü", "user:a%3Ab%2Fc%20%C3%BC:profile", true)]
    [InlineData("a", "user:a%3Ab:profile", false)]
    [InlineData("..", "user:..:profile", false)]
    [InlineData("ann", "vault:secret:1", false)]
    [InlineData(null, "vault:secret:1", false)]
    [InlineData("ann", "doc:page:annual", true)]
    [InlineData("ann", "doc:page:other", false)]
    [InlineData("ann", "shop:item:even", true)]
    [InlineData("ann", "shop:item:odd", false)]
    [InlineData(null, "shop:item:even", false)]
    public async Task Invariant_7_a_key_is_answered_to_whom_its_rule_lets_read(string? user, string key, bool isReadable)
    {
        await using var app = await RunningApp.InMemoryAsync();

        var reply = await app.SyncAsAsync(user, (key, 0));

        Assert.Equal(isReadable ? [key] : [], reply.Changed);
        Assert.Equal(isReadable ? [] : [key], reply.Refused);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("chat:room")]
    [InlineData("chat:room:a:b")]
    [InlineData("chat:room:")]
    [InlineData("Chat:room:a")]
    [InlineData("chat:room:a b")]
    [InlineData("chat:room:%61")]
    [InlineData("chat:room:%2f")]
    [InlineData("chat:room:ü")]
    [InlineData("chat:room:.")]
    [InlineData("chat:room:<id>")]
    [InlineData("chat:room:*")]
    [InlineData("shop:order:007")]
    [InlineData("shop:order:+7")]
    [InlineData("shop:order:7 ")]
    [InlineData("__proto__")]
    [InlineData("\"quoted\" \\ <b>&\u2028\u0001")]
    [InlineData("😀")]
    public async Task Invariant_7_undeclared_and_non_canonical_keys_are_refused_by_their_own_text(string key)
    {
        await using var app = await RunningApp.InMemoryAsync();

        var reply = await app.SyncAsync((key, 0), ("chat:room:a", 0));

        Assert.Equal([key], reply.Refused);
        Assert.Equal(["chat:room:a"], reply.Changed);
    }

    [Fact]
    public async Task Invariant_7_refused_and_undeclared_keys_stand_side_by_side_in_the_order_asked()
    {
        await using var app = await RunningApp.InMemoryAsync();

        var reply = await app.SyncAsAsync("ann", ("user:bob:profile", 3), ("no:such:key", 3), ("user:ann:profile", 0), ("vault:secret:1", 3));

        Assert.Equal(["user:bob:profile", "no:such:key", "vault:secret:1"], reply.Refused);
        Assert.Equal(["user:ann:profile"], reply.Changed);
    }

    [Fact]
    public async Task Invariant_7_refused_keys_are_never_looked_up()
    {
        await using var app = await RunningApp.InMemoryAsync();

        await app.SyncAsAsync("ann", ("user:bob:profile", 0), ("no:such:key", 0), ("vault:secret:1", 0), ("chat:room:a", 0));

        Assert.Equal(["chat:room:*", "chat:room:a"], Assert.Single(app.Storage.Pulls).Also.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Invariant_7_a_refused_key_that_exists_is_answered_like_one_that_does_not()
    {
        await using var app = await RunningApp.InMemoryAsync();
        await app.Reality.UpdateNodeAsync("user:bob:profile", cancellationToken: TestContext.Current.CancellationToken);

        var exists = await app.SyncAsAsync("ann", ("user:bob:profile", 1));
        var doesNot = await app.SyncAsAsync("ann", ("user:eve:profile", 1));

        Assert.Equal(Blank(exists).Replace("bob", "eve", StringComparison.Ordinal), Blank(doesNot));

        static string Blank(SyncReply reply)
        {
            reply.Json["serverTime"] = 0;
            return reply.Json.ToJsonString();
        }
    }

    [Fact]
    public async Task A_policy_is_asked_once_a_key_and_request_with_the_key_as_resource()
    {
        await using var app = await RunningApp.InMemoryAsync();

        await app.SyncAsAsync("carol", ("doc:page:carol1", 0), ("doc:page:carol2", 0), ("doc:page:x", 0));

        lock (Policies.Asked)
        {
            Assert.Equal(
                [new PageKey("carol1"), new PageKey("carol2"), new PageKey("x")],
                Policies.Asked.Where(asked => asked.User == "carol").Select(asked => asked.Resource));
        }
    }

    [Fact]
    public async Task A_set_is_filtered_once_a_template_and_request_and_only_over_what_the_access_rule_allows()
    {
        var filter = new ItemAccess();
        await using var app = await RunningApp.InMemoryAsync(
            services: builder => builder.Services.AddSingleton<IRealityAccess<ItemKey>>(filter));

        var reply = await app.SyncAsAsync("ann", ("shop:item:red", 0), ("shop:item:blue", 0), ("shop:item:stranger", 0));
        var anonymous = await app.SyncAsync(("shop:item:red", 0));

        Assert.Equal(["shop:item:red"], reply.Changed);
        Assert.Equal(["shop:item:blue", "shop:item:stranger"], reply.Refused);
        Assert.Equal(["shop:item:red"], anonymous.Refused);
        Assert.Equal([["red", "blue", "stranger"]], filter.Asked);
    }

    [Fact]
    public async Task The_user_id_comes_from_the_option()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.GetUserId = user => "id-of-" + user.FindFirst("sub")!.Value);

        Assert.Equal(["user:id-of-ann:profile"], (await app.SyncAsAsync("ann", ("user:id-of-ann:profile", 0))).Changed);
        Assert.Equal(["user:ann:profile"], (await app.SyncAsAsync("ann", ("user:ann:profile", 0))).Refused);
    }

    [Fact]
    public void The_user_id_is_sub_and_then_the_name_identifier()
    {
        var getUserId = new RealityOptions().GetUserId;

        Assert.Equal("s", getUserId(User(("sub", "s"), (ClaimTypes.NameIdentifier, "n"))));
        Assert.Equal("n", getUserId(User((ClaimTypes.NameIdentifier, "n"))));
        Assert.Null(getUserId(User()));

        static ClaimsPrincipal User(params (string Type, string Value)[] claims) =>
            new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test"));
    }

    private sealed class ItemAccess : IRealityAccess<ItemKey>
    {
        public ConcurrentQueue<string[]> Asked { get; } = [];

        // One that was not asked for must not come in by this way.
        public ValueTask<IReadOnlyCollection<ItemKey>> FilterAsync(
            ClaimsPrincipal user,
            IReadOnlyList<ItemKey> keys,
            CancellationToken cancellationToken)
        {
            Asked.Enqueue([.. keys.Select(key => key.Id)]);
            return ValueTask.FromResult<IReadOnlyCollection<ItemKey>>([new ItemKey("red"), new ItemKey("other")]);
        }
    }
}
