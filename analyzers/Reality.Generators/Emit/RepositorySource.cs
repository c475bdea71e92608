using Reality.Generators.Linking;

namespace Reality.Generators.Emit;

/// <summary>Writes the file of a repository: its methods, its keys and its walks, each in the namespace that they belong to.</summary>
internal static class RepositorySource
{
    public const string FileEnd = ".Repository.g.cs";

    /// <summary>The text; <see langword="null"/> where there is nothing to write.</summary>
    public static string? Write(RepositoryFile file)
    {
        // A contract that has a body already is not woven, and its key is one all the same.
        if (file.Linked.Methods.Count == 0 && file.Keys is null)
        {
            return null;
        }

        var writer = new SourceWriter();
        if (file.Linked.Methods.Count > 0)
        {
            writer.Part(file.Linked.Repository.Namespace, writer => Repositories.Write(writer, file.Linked));
        }

        if (file.Keys is { } keys)
        {
            writer.Part(keys.Keys[0].Namespace, writer => KeyStructs.Write(writer, keys));
        }

        if (file.Walks.Count > 0)
        {
            writer.Part($"Reality.Generated.{file.Module}", writer => ContentWalks.Write(writer, file.Walks));
        }

        return writer.ToString();
    }
}
