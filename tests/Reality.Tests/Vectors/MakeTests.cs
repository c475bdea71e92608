using System.Diagnostics;

namespace Reality.Tests.Vectors;

/// <summary>The vectors are what their independent implementation writes: nobody adjusted a value to the code under test.</summary>
public sealed class MakeTests
{
    private static readonly string Folder = Find();

    [Fact]
    public async Task The_vectors_are_what_make_writes()
    {
        var directory = Directory.CreateTempSubdirectory("reality-vectors-").FullName;
        try
        {
            File.Copy(Path.Combine(Folder, "make.py"), Path.Combine(directory, "make.py"));
            using var python = Start(directory);
            if (python is null)
                Assert.Skip("Python is not installed.");

            var faults = await python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (faults.Contains("No module named 'xxhash'", StringComparison.Ordinal))
                Assert.Skip("xxHash for Python is not installed (Debian: python3-xxhash).");

            Assert.True(python.ExitCode == 0, faults);
            var written = Directory.GetFiles(directory, "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(Directory.GetFiles(Folder, "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal), written);
            Assert.All(written, name => Assert.Equal(File.ReadAllText(Path.Combine(directory, name!)), File.ReadAllText(Path.Combine(Folder, name!))));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // The distribution's own, which its packages are for: another one may be first in the path.
    private static Process? Start(string directory)
    {
        foreach (var python in (string[])["/usr/bin/python3", "python3"])
        {
            try
            {
                return Process.Start(new ProcessStartInfo(python, [Path.Combine(directory, "make.py")]) { RedirectStandardError = true });
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not there.
            }
        }

        return null;
    }

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Reality.Generators.sln")))
            directory = directory.Parent!;

        return Path.Combine(directory.FullName, "tests", "vectors");
    }
}
