namespace Reality.Processes.Running;

/// <summary>Where programs are found: on the path, and where Debian keeps those that it does not put there.</summary>
internal static class Binaries
{
    public static string? Find(string name, params IEnumerable<string> further) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/sbin", "/usr/local/bin", .. further])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    public static string Require(string name, string hint, params IEnumerable<string> further) =>
        Find(name, further) ?? throw new InvalidOperationException(Missing(name, hint));

    public static string Missing(string name, string hint) => $"'{name}' is not installed: {hint}.";
}
