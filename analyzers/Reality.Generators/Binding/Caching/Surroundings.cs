using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding.Caching;

/// <summary>
/// What binds every file of a compilation: its references, its options, and the names that its files declare. Compilations that are alike share one
/// object, so that what was found in them compares by reference. It keeps none of them alive.
/// </summary>
internal sealed class Surroundings
{
    private static readonly ConditionalWeakTable<Compilation, Surroundings> Stamps = new();

    // A project is open once for each of its target frameworks, and before and after an edit at the same time.
    private const int KeptForEachName = 8;

    private static readonly Dictionary<string, List<Surroundings>> Latest = new(StringComparer.Ordinal);

    private readonly WeakReference<MetadataReference>[] _references;
    private readonly CompilationOptions _options;
    private readonly ulong _names;

    private Surroundings(Compilation compilation)
    {
        _references = [.. compilation.ExternalReferences.Select(static reference => new WeakReference<MetadataReference>(reference))];
        _options = compilation.Options;
        var names = 0UL;
        foreach (var tree in compilation.SyntaxTrees)
        {
            // In no order: to move a file is no change.
            names = unchecked(names + DeclaredNames.Of(tree));
        }

        _names = names;
    }

    public static Surroundings Of(Compilation compilation) => Stamps.GetValue(compilation, static compilation =>
    {
        var fresh = new Surroundings(compilation);
        lock (Latest)
        {
            return ShareOf(compilation.AssemblyName ?? string.Empty, fresh);
        }
    });

    private static Surroundings ShareOf(string name, Surroundings fresh)
    {
        if (!Latest.TryGetValue(name, out var known))
        {
            Latest.Add(name, known = []);
        }

        var at = known.FindIndex(one => one.IsLike(fresh));
        var shared = at < 0 ? fresh : known[at];
        if (at >= 0 || known.Count == KeptForEachName)
        {
            known.RemoveAt(at < 0 ? KeptForEachName - 1 : at);
        }

        known.Insert(0, shared);
        return shared;
    }

    private bool IsLike(Surroundings other)
    {
        if (_names != other._names || _references.Length != other._references.Length || !_options.Equals(other._options))
        {
            return false;
        }

        for (var i = 0; i < _references.Length; i++)
        {
            if (!_references[i].TryGetTarget(out var mine) || !other._references[i].TryGetTarget(out var its) || mine != its)
            {
                return false;
            }
        }

        return true;
    }
}
