namespace Reality.Processes.Running;

/// <summary>
/// Who a server runs as. PostgreSQL and PgBouncer refuse to run as root; where the tests do, their servers run as the user that Debian's
/// package makes for them.
/// </summary>
internal static class ServiceUser
{
    private const string Name = "postgres";

    public static bool IsNeeded => Environment.UserName == "root";

    public static bool IsMissing => IsNeeded && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{Name}:", StringComparison.Ordinal));

    public static IEnumerable<string> SetPrivArguments => IsNeeded ? [$"--reuid={Name}", $"--regid={Name}", "--init-groups"] : [];

    public static async Task GiveAsync(string folder, CancellationToken cancel)
    {
        if (IsNeeded)
            await ChildProcess.RunAsync("chown", ["-R", $"{Name}:{Name}", folder], cancel: cancel);
    }
}
