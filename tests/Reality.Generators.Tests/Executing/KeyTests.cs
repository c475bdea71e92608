namespace Reality.Generators.Tests.Executing;

/// <summary>Generated keys and the generated matcher: each text is a key of one template at most, and only in its canonical form.</summary>
public sealed class KeyTests
{
    private const string Source = """
        public enum Kind { Open, Closed }

        [RealityRepository]
        public sealed partial class Reads(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> A(string roomId);
            private static Task<int> ACore(DbConnection db, string roomId) => Task.FromResult(0);

            [RealityKey("chat:room:<roomId>:typing", Access = RealityAccess.Public)]
            public partial Task<int> B(string roomId);
            private static Task<int> BCore(DbConnection db, string roomId) => Task.FromResult(0);

            [RealityKey("chat:kind:<kind>:on:<day>", Access = RealityAccess.Public)]
            public partial Task<int> C(Kind kind, DateOnly day);
            private static Task<int> CCore(DbConnection db, Kind kind, DateOnly day) => Task.FromResult(0);

            [RealityKey("user:<id>:flag:<on>", Access = RealityAccess.Owner, Owner = "id")]
            public partial Task<int> D(Guid id, bool on);
            private static Task<int> DCore(DbConnection db, Guid id, bool on) => Task.FromResult(0);

            [RealityKey("user:<number>", Access = RealityAccess.Public)]
            public partial Task<int> E(int number);
            private static Task<int> ECore(DbConnection db, int number) => Task.FromResult(0);

            [RealityKey("user:all", Access = RealityAccess.Public)]
            public partial Task<int> F();
            private static Task<int> FCore(DbConnection db) => Task.FromResult(0);
        }

        public static class Scenario
        {
            public static void Register(IServiceCollection services) => services.AddScenarioRepositories();

            public static Task<string> Texts(IServiceProvider services) => Task.FromResult(string.Join("\n", new IRealityKey<int>[]
            {
                Keys.Chat.Room("a b"), Keys.Chat.RoomTyping("x"), Keys.Chat.KindOn(Kind.Closed, new DateOnly(2025, 1, 31)),
                Keys.User.Flag(Guid.Empty, true), Keys.User.ById(-7), Keys.User.All,
            }.Select(key => key.Text)));

            public static Task<string> Parsed(IServiceProvider services) => Task.FromResult(string.Join("\n",
                Keys.Chat.TryParseRoom("chat:room:a%20b", out var room) + " " + room.RoomId,
                Keys.Chat.TryParseKindOn("chat:kind:Closed:on:2025-01-31", out var kind) + " " + kind.Kind + " " + kind.Day.DayOfYear,
                Keys.User.TryParseFlag("user:00000000-0000-0000-0000-000000000000:flag:false", out var flag) + " " + flag.On,
                Keys.Chat.TryParseRoom("chat:room:a:typing", out _),
                Keys.User.TryParseAll("user:all", out var all) + " " + all.Text,
                Keys.Chat.Room("x") == Keys.Chat.Room("x"),
                Keys.Chat.Room("x").Equals(default(ChatRoomKey)),
                Keys.Chat.Room("x").ToString() + default(ChatRoomKey).ToString()));

            public static Task<string> Default(IServiceProvider services) => Task.FromResult(default(ChatRoomKey).Text);
        }
        """;

    [Fact]
    public async Task Accessors_form_canonical_texts_that_parse_back()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        Assert.Equal(
            "chat:room:a%20b\nchat:room:x:typing\nchat:kind:Closed:on:2025-01-31\nuser:00000000-0000-0000-0000-000000000000:flag:true\nuser:-7\nuser:all",
            await application.CallAsync("Texts"));
        Assert.Equal(
            "True a b\nTrue Closed 31\nTrue False\nFalse\nTrue user:all\nTrue\nFalse\nchat:room:x",
            await application.CallAsync("Parsed"));
    }

    [Fact]
    public async Task A_default_key_names_nothing()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        await Assert.ThrowsAsync<InvalidOperationException>(() => application.CallAsync("Default"));
    }

    [Theory]
    [InlineData("chat:room:general", "chat:room:<roomId>")]
    [InlineData("chat:room:typing", "chat:room:<roomId>")]
    [InlineData("chat:room:a%3Ab:typing", "chat:room:<roomId>:typing")]
    [InlineData("chat:kind:Open:on:2025-01-31", "chat:kind:<kind>:on:<day>")]
    [InlineData("user:007f0000-0000-0000-0000-0000000000ab:flag:true", "user:<id>:flag:<on>")]
    [InlineData("user:-7", "user:<number>")]
    [InlineData("user:all", "user:all")]
    [InlineData("user:007", null)]
    [InlineData("user:2147483648", null)]
    [InlineData("user:All", null)]
    [InlineData("user:", null)]
    [InlineData("user", null)]
    [InlineData("", null)]
    [InlineData(":", null)]
    [InlineData("chat:room", null)]
    [InlineData("chat:room:", null)]
    [InlineData("chat:room:a:", null)]
    [InlineData("chat:room:a:other", null)]
    [InlineData("chat:room:a:typing:more", null)]
    [InlineData("chat:room:a%3ab", null)]
    [InlineData("chat:room:%61", null)]
    [InlineData("chat:room:a b", null)]
    [InlineData("chat:room:..", null)]
    [InlineData("Chat:room:a", null)]
    [InlineData("chat:kind:open:on:2025-01-31", null)]
    [InlineData("chat:kind:1:on:2025-01-31", null)]
    [InlineData("chat:kind:Open:on:2025-02-30", null)]
    [InlineData("user:007F0000-0000-0000-0000-0000000000AB:flag:true", null)]
    [InlineData("user:007f0000-0000-0000-0000-0000000000ab:flag:True", null)]
    [InlineData("other:room:a", null)]
    public async Task The_matcher_takes_canonical_texts_alone(string text, string? template)
    {
        await using var application = await RunningApplication.StartAsync(Source);

        var found = application.Module.Match(text);

        Assert.Equal(template, found?.Text);
        Assert.Equal(template is not null, found?.TryParse(text, out var key) == true && key.Text == text);
    }

    [Fact]
    public async Task The_owner_is_the_segment_of_its_placeholder()
    {
        await using var application = await RunningApplication.StartAsync(Source);
        const string Text = "user:007f0000-0000-0000-0000-0000000000ab:flag:true";

        Assert.True(application.Module.Match(Text)!.TryGetOwner(Text, out var owner));
        Assert.Equal("007f0000-0000-0000-0000-0000000000ab", owner.ToString());
    }
}
