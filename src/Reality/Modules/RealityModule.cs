using System.Text.Json.Serialization.Metadata;

namespace Reality;

/// <summary>What one assembly declares: its key templates and what its repositories need. Written by the generator.</summary>
public abstract class RealityModule
{
    /// <summary>The module's name.</summary>
    public abstract string Name { get; }

    /// <summary>The templates that the assembly's repositories read.</summary>
    public abstract IReadOnlyList<RealityTemplate> Templates { get; }

    /// <summary>The repositories, with the connection type that their cores ask for.</summary>
    public abstract IReadOnlyList<RealityRepositoryInfo> Repositories { get; }

    /// <summary>The user's JSON contexts that list the payload types.</summary>
    public virtual IReadOnlyList<IJsonTypeInfoResolver> JsonContexts => [];

    /// <summary>Finds the template that forms a text.</summary>
    /// <param name="key">The text of a key.</param>
    /// <returns>The template, or <see langword="null"/> where none forms exactly this text.</returns>
    public abstract RealityTemplate? Match(ReadOnlySpan<char> key);
}

/// <summary>A woven repository.</summary>
/// <param name="Repository">The class.</param>
/// <param name="Connection">The connection type that its cores ask for; <see langword="null"/> where none asks for a connection.</param>
public sealed record RealityRepositoryInfo(Type Repository, Type? Connection);
