namespace Reality.Sqlite.Schema;

/// <summary>A random id that the operating system makes each time it boots.</summary>
internal static class BootId
{
    private const string LinuxPath = "/proc/sys/kernel/random/boot_id";

    /// <summary>The id; <see langword="null"/> where there is none to be read.</summary>
    public static string? Read() => OperatingSystem.IsLinux() && File.Exists(LinuxPath) ? File.ReadAllText(LinuxPath).Trim() : null;
}
