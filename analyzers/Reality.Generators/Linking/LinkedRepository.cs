using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>How a write reads a view again to hash it.</summary>
/// <param name="Read">The bridge, as it stands in code.</param>
/// <param name="Content">The walk, as it stands in code.</param>
internal sealed record HashSource(string Read, string Content);

/// <summary>An invalidation with what it needs to know of the read.</summary>
/// <param name="Bump">The invalidation.</param>
/// <param name="Struct">The key struct, as it stands in code; empty where nobody declares the template.</param>
/// <param name="Hash">How to hash the view; <see langword="null"/> for a fresh hash.</param>
/// <param name="Reason">Why the hash is a fresh one.</param>
internal sealed record LinkedBump(BumpModel Bump, string Struct, HashSource? Hash, FreshReason Reason);

/// <summary>A contract with what it needs to know of other repositories.</summary>
/// <param name="Method">The contract.</param>
/// <param name="Bumps">What it invalidates.</param>
/// <param name="HasBridge">Whether a write hashes what it reads.</param>
/// <param name="Refusal">Why its body throws; empty where it is woven.</param>
internal sealed record LinkedMethod(MethodModel Method, EquatableArray<LinkedBump> Bumps, bool HasBridge, string Refusal)
{
    /// <summary>The refusal of a read whose key's names belong to another template.</summary>
    public const string AccessorTaken = nameof(AccessorTaken);
}

/// <summary>A repository, ready to be written.</summary>
internal sealed record LinkedRepository(RepositoryModel Repository, EquatableArray<LinkedMethod> Methods);
