using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Staleness;

/// <summary>The repositories of the chat sample: right as they are, and named where an invalidation is taken out.</summary>
public sealed partial class ChatTests
{
    private static readonly string[] Files = ["Messages/Message.cs", "Messages/MessageRepository.cs", "Profiles/Profile.cs", "Profiles/ProfileRepository.cs"];

    [Fact]
    public Task Silent_as_it_is() => RuleProject.Of([.. Files.Select(Read)]).WithData().Verify();

    [Theory]
    [InlineData(1, 0, "AddMessageAsync", "messages", "chat:room:<roomId>", "GetMessagesAsync")]
    [InlineData(3, 0, "RenameAsync", "profiles", "user:<userId>:profile", "GetProfileAsync")]
    [InlineData(3, 1, "MarkReadAsync", "read_marks", "user:<userId>:profile", "GetProfileAsync")]
    public async Task Without_one_invalidation_it_names_method_key_and_table(int file, int invalidation, string method, string table, string key, string read)
    {
        var files = Files.Select(Read).ToArray();
        var attribute = Invalidation().Matches(files[file])[invalidation];
        files[file] = files[file].Remove(attribute.Index, attribute.Length).Replace($" {method}(", $" {{|RLT4001:{method}|}}(", StringComparison.Ordinal);

        var messages = await RuleProject.Of(files).WithData().Verify();

        Assert.Equal([$"'{method}' writes '{table}', which '{key}' reads ('{read}'), and invalidates nothing: add [RealityInvalidates(\"{key}\")]"], messages);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder(), "..", "..", "..", "samples", "Chat", file));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"\[RealityInvalidates\(""[^""]*""\)\]\s*")]
    private static partial Regex Invalidation();
}
