using System.Globalization;

namespace Reality.Processes.Running;

/// <summary>A process and its children as one: PostgreSQL is many processes, and losing power takes them all at once.</summary>
internal static class ProcessTree
{
    public static async Task KillAsync(ChildProcess root)
    {
        // Stopped first, so that it starts no more of them and sees none of them die.
        root.Pause();
        var children = ChildrenOf(root.Id).ToList();
        foreach (var child in children)
            _ = Native.Signal(child, Native.Kill);

        await root.KillAsync();
        foreach (var child in children)
        {
            while (Native.Signal(child, 0) == 0)
                await Task.Delay(2);
        }
    }

    public static void Pause(ChildProcess root)
    {
        root.Pause();
        foreach (var child in ChildrenOf(root.Id))
            _ = Native.Signal(child, Native.Stop);
    }

    public static void Resume(ChildProcess root)
    {
        foreach (var child in ChildrenOf(root.Id))
            _ = Native.Signal(child, Native.Continue);

        root.Resume();
    }

    private static IEnumerable<int> ChildrenOf(int process)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ParentOf(folder) == process)
                yield return id;
        }
    }

    private static int ParentOf(string folder)
    {
        try
        {
            // The name, the second field, may hold anything but ends at the last bracket.
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
