using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>The names of the classes that hold content walks.</summary>
internal static class ContentNames
{
    public static string Of(KeyModel key) => key.Struct.Substring(0, key.Struct.Length - "Key".Length) + "Content";

    /// <summary>The class that holds the walk of the elements' identity.</summary>
    public static string IdsOf(KeyModel key) => key.Struct.Substring(0, key.Struct.Length - "Key".Length) + "Ids";
}
