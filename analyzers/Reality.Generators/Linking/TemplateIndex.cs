using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>What a repository has to know of the others: who reads a template, and whether anyone invalidates it.</summary>
internal sealed class TemplateIndex : IEquatable<TemplateIndex>
{
    private readonly EquatableArray<ReadEntry> _reads;
    private readonly EquatableArray<KeyModel> _declared;
    private readonly EquatableArray<ReferencedKey> _referenced;
    private readonly EquatableArray<string> _invalidated;
    private readonly EquatableArray<UnprovenWrite> _unproven;
    private readonly Lazy<ILookup<string, ReadEntry>> _readsBySignature;
    private readonly Lazy<ILookup<string, KeyModel>> _declaredBySignature;
    private readonly Lazy<ILookup<string, ReferencedKey>> _referencedBySignature;
    private readonly Lazy<HashSet<string>> _invalidatedSet;

    private TemplateIndex(
        EquatableArray<ReadEntry> reads,
        EquatableArray<KeyModel> declared,
        EquatableArray<ReferencedKey> referenced,
        EquatableArray<string> invalidated,
        EquatableArray<UnprovenWrite> unproven)
    {
        (_reads, _declared, _referenced, _invalidated, _unproven) = (reads, declared, referenced, invalidated, unproven);
        _readsBySignature = new(() => _reads.ToLookup(static read => read.Key.Signature, StringComparer.Ordinal));
        _declaredBySignature = new(() => _declared.ToLookup(static key => key.Signature, StringComparer.Ordinal));
        _referencedBySignature = new(() => _referenced.ToLookup(static key => key.Signature, StringComparer.Ordinal));
        _invalidatedSet = new(() => new(_invalidated, StringComparer.Ordinal));
    }

    public static TemplateIndex Of(IEnumerable<RepositoryModel> repositories, KeyCatalog catalog, AssemblyModel assembly, TablesIndex tables)
    {
        var all = repositories.ToList();
        var reads =
            from repository in all
            from method in repository.Methods
            let read = method.Read
            where read is not null
            select new ReadEntry(
                read.Key, repository.Type, method.Hashing, method.Core is { IsStatic: true }, repository.IsReachable, method.Bridge, read.Ids is not null);
        var invalidated = all
            .SelectMany(static repository => repository.Methods)
            .SelectMany(static method => method.Bumps)
            .Where(static bump => !bump.IsFamily)
            .Select(static bump => bump.Signature)
            .Distinct()
            .OrderBy(static signature => signature, StringComparer.Ordinal);
        return new(
            reads.OrderBy(static read => read.Key.Signature, StringComparer.Ordinal).ThenBy(static read => read.Repository, StringComparer.Ordinal).ToEquatableArray(),
            catalog.Keys,
            assembly.References,
            invalidated.ToEquatableArray(),
            UnprovenWrites.Of(all, tables, assembly.Declared).ToEquatableArray());
    }

    /// <summary>Whether a write may edit in place what a read by ids shows.</summary>
    public bool MayEdit(string repository, int method, string signature) => _unproven.Contains(new(repository, method, signature));

    /// <summary>The reads of a template that this assembly weaves.</summary>
    public IEnumerable<ReadEntry> ReadsOf(string signature) => _readsBySignature.Value[signature];

    public bool IsInvalidated(string signature) => _invalidatedSet.Value.Contains(signature);

    /// <summary>The key struct of a template, with the types of its placeholders; <see langword="null"/> where nobody declares it.</summary>
    public (string Struct, EquatableArray<string> Types)? StructOf(string signature)
    {
        if (_declaredBySignature.Value[signature].FirstOrDefault() is { } declared)
        {
            return (declared.FullStruct, TypesOf(declared));
        }

        // The contract of another assembly, implemented here; or any key that a reference declares.
        if (ReadsOf(signature).FirstOrDefault(read => IsReferenced(read.Key)) is { } read)
        {
            return (read.Key.FullStruct, TypesOf(read.Key));
        }

        return _referencedBySignature.Value[signature].FirstOrDefault() is { } referenced ? (referenced.Struct, referenced.Placeholders) : null;
    }

    public bool Equals(TemplateIndex? other) => other is not null
        && _reads == other._reads && _declared == other._declared && _referenced == other._referenced && _invalidated == other._invalidated
        && _unproven == other._unproven;

    public override bool Equals(object? obj) => Equals(obj as TemplateIndex);

    public override int GetHashCode() => unchecked((_reads.GetHashCode() * 31) + _invalidated.GetHashCode());

    private static EquatableArray<string> TypesOf(KeyModel key) => key.Placeholders.Select(static placeholder => placeholder.Type).ToEquatableArray();

    private bool IsReferenced(KeyModel key) => _referencedBySignature.Value[key.Signature].Any(referenced => referenced.Struct == key.FullStruct);
}
