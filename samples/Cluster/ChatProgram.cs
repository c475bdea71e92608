namespace Cluster;

/// <summary>Where the chat's program lies: beside this one, built with it.</summary>
internal static class ChatProgram
{
    /// <summary>The folder with its pages.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>The program, of the same configuration as this one.</summary>
    public static string Assembly { get; } = Path.Combine(Folder, "bin", OwnConfiguration, OwnFramework, "Chat.dll");

    // …/samples/Cluster/bin/Debug/net10.0/
    private static DirectoryInfo Own => new(AppContext.BaseDirectory);

    private static string OwnFramework => Own.Name;

    private static string OwnConfiguration => Own.Parent!.Name;

    private static string FindFolder()
    {
        for (var folder = Own; folder is not null; folder = folder.Parent)
        {
            var chat = Path.Combine(folder.FullName, "Chat");
            if (File.Exists(Path.Combine(chat, "Chat.csproj")))
                return chat;
        }

        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds Chat/Chat.csproj: run this sample from its checkout.");
    }
}
