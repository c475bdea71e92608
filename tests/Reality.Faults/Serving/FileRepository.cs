namespace Reality.Faults.Serving;

/// <summary>Where files are.</summary>
internal static class FileFolder
{
    /// <summary>The folder, the same for all servers.</summary>
    public static string Path { get; set; } = "";
}

/// <summary>Views of what is not in the storage's database: files that are appended to, a byte a write.</summary>
[RealityRepository]
public sealed partial class FileRepository(IReality reality)
{
    /// <summary>A file.</summary>
    [RealityKey("faults:file:<file>", Access = RealityAccess.Public, Hash = RealityHash.Version, Route = "/views/file/{file}")]
    public partial Task<View> GetFileAsync(string file, CancellationToken ct = default);

    private static Task<View> GetFileCoreAsync(string file, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var info = new FileInfo(PathOf(file));
        var length = info.Exists ? info.Length : 0;
        return Task.FromResult(new View($"file:{file}", length, length));
    }

    /// <summary>Appends to a file, in time or late.</summary>
    [RealityInvalidates("faults:file:<file>")]
    public partial Task AppendAsync(string file, Change change, CancellationToken ct = default);

    private static async Task AppendCoreAsync(string file, Change change, CancellationToken ct)
    {
        await Task.Delay(change.Pause, ct);
        await using (var stream = new FileStream(PathOf(file), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            await stream.WriteAsync(new byte[1], CancellationToken.None);

        // Written, and for a while nobody knows.
        await Task.Delay(change.Pause, ct);
        if (change.Fails)
            throw new DeliberateException();
    }

    private static string PathOf(string file) => Path.Combine(FileFolder.Path, file);
}
