using System.Runtime.CompilerServices;

namespace Reality.Generators.Tests.Verification;

/// <summary>
/// Compares a text with <c>Case.verified.cs</c> beside the test. Where they differ it writes <c>Case.received.cs</c> and fails. With
/// <c>REALITY_ACCEPT_SNAPSHOTS</c> set it writes what it received as verified; in CI that is refused.
/// </summary>
internal static class Snapshot
{
    private const string Accept = "REALITY_ACCEPT_SNAPSHOTS";

    public static void Verify(string received, string name, [CallerFilePath] string testFile = "")
    {
        var folder = Path.GetDirectoryName(testFile)!;
        var verifiedPath = Path.Combine(folder, name + ".verified.cs");
        var receivedPath = Path.Combine(folder, name + ".received.cs");
        if (IsSet(Accept))
        {
            Assert.False(IsSet("CI"), $"{Accept} is set in CI, where a snapshot test has to compare.");
            File.WriteAllText(verifiedPath, received);
            File.Delete(receivedPath);
            return;
        }

        var verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") : string.Empty;
        if (verified == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"{Path.GetFileName(receivedPath)} differs from what was verified, {FirstDifference(verified, received)}. Compare the two files; if the new one is right, run the test with {Accept}=1.");
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value && value != "false" && value != "0";

    private static string FirstDifference(string verified, string received)
    {
        var (left, right) = (verified.Split('\n'), received.Split('\n'));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var (was, now) = (left.ElementAtOrDefault(i) ?? "(end)", right.ElementAtOrDefault(i) ?? "(end)");
            if (was != now)
            {
                return $"first in line {i + 1}:\n  verified: {was}\n  received: {now}\n";
            }
        }

        return "in nothing but its end";
    }
}
