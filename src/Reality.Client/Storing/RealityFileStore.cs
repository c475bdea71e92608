using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Reality.Client;

/// <summary>
/// A folder with one file a key, below one folder a scope. Several processes may share it. The files are as readable as what the program
/// shows: choose a folder that only its user can read.
/// </summary>
/// <param name="directory">The folder; it is created when something is written.</param>
public sealed class RealityFileStore(string directory) : IRealityStore
{
    private readonly string _directory = Path.GetFullPath(directory);
    private readonly ConcurrentDictionary<string, bool> _swept = new(StringComparer.Ordinal);

    /// <summary>How long what is not written again is kept: files that are older are deleted when the program first writes in their scope.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadAsync(string scope, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(scope, key), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(string scope, string key, byte[] entry, CancellationToken cancellationToken)
    {
        var path = PathOf(scope, key);
        Directory.CreateDirectory(PathOf(scope));
        if (_swept.TryAdd(scope, true))
            Sweep(PathOf(scope));

        var written = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllBytesAsync(written, entry, cancellationToken).ConfigureAwait(false);
            // Whoever reads finds the old file or the new one.
            File.Move(written, path, overwrite: true);
        }
        catch
        {
            File.Delete(written);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string scope, string key, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(PathOf(scope, key));
        }
        catch (DirectoryNotFoundException)
        {
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ClearAsync(string scope, CancellationToken cancellationToken)
    {
        try
        {
            Directory.Delete(PathOf(scope), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }

        return ValueTask.CompletedTask;
    }

    private void Sweep(string scope)
    {
        var limit = DateTime.UtcNow - KeepFor;
        foreach (var file in new DirectoryInfo(scope).EnumerateFiles().Where(file => file.LastWriteTimeUtc < limit))
            file.Delete();
    }

    private string PathOf(string scope) => Path.Combine(_directory, Name(scope));

    private string PathOf(string scope, string key) => Path.Combine(PathOf(scope), Name(key));

    /// <summary>A name that every file system takes, and tells apart from every other.</summary>
    private static string Name(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
