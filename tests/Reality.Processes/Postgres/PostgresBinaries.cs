using System.Globalization;
using Reality.Processes.Running;

namespace Reality.Processes.Postgres;

/// <summary>PostgreSQL's programs. Debian keeps them in a folder a version, beside the path.</summary>
internal static class PostgresBinaries
{
    private const string Hint = "install postgresql";

    private static IEnumerable<string> Folders =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];

    public static string? Missing =>
        Binaries.Find("initdb", Folders) is null || Binaries.Find("postgres", Folders) is null ? Binaries.Missing("postgres", Hint)
        : Binaries.Find("setpriv") is null ? Binaries.Missing("setpriv", "install util-linux")
        : ServiceUser.IsMissing ? "PostgreSQL does not run as root, and there is no user 'postgres': run the tests as another user."
        : null;

    public static string Of(string name) => Binaries.Require(name, Hint, Folders);
}
