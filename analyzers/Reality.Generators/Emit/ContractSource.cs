using Reality.Generators.Facts;
using Reality.Generators.Linking;

namespace Reality.Generators.Emit;

/// <summary>Writes the file of a contract that no repository declares itself: its keys and what is known of them.</summary>
internal static class ContractSource
{
    /// <summary>How the files end, by which the rules find the facts in them.</summary>
    public const string FileEnd = ".Contract.g.cs";

    public static string Write(KeyGroup group) => new SourceWriter()
        .Part(group.Keys[0].Namespace, writer => KeyStructs.Write(writer, group))
        .Part(FactsWriter.Namespace, writer => FactsWriter.Write(writer, group.File, group.Contract, FactsWriter.Of(group)))
        .ToString();
}
