using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Reality.Generators.Models;
using Reality.Generators.Sql;
using Reality.Grammar;

namespace Reality.Generators.Rules.Facts;

/// <summary>
/// What the other types of a compilation and of its references declare, as their facts say. Built when the first type asks. Where the
/// generator has not run there are no facts, and rules that need them are silent.
/// </summary>
internal sealed class FactsIndex
{
    // By the first file of a compilation's own: most edits change no facts. It holds no symbols, and goes when the file goes.
    private static readonly ConditionalWeakTable<FactsFile, FactsIndex> Known = new();

    private readonly Lazy<ILookup<(string Domain, int Segments), KeyFact>> _keysByShape;
    private readonly Lazy<ILookup<string, KeyFact>> _keysByName;
    private readonly Lazy<ILookup<string, ReadFact>> _readsBySignature;
    private readonly Lazy<HashSet<KeyFact>> _own;
    private readonly Lazy<ILookup<string, FactsFile>> _files;
    private readonly Lazy<ILookup<string, ReadFact>> _readsByTable;
    private readonly Lazy<ILookup<string, ReadFact>> _allReadsBySignature;
    private readonly Lazy<ILookup<string, WriteFact>> _writesByTable;
    private readonly Lazy<ILookup<string, KeyFact>> _everyKeyByDomain;
    private readonly Lazy<ILookup<string, KeyFact>> _everyKeyBySignature;
    private readonly Lazy<HashSet<KeyFact>> _visible;

    private FactsIndex(FactsSources sources)
    {
        Sources = sources;
        _own = new(() => [.. sources.Own.SelectMany(static file => file.Keys)]);
        _keysByShape = new(() => sources.Own
            .SelectMany(static file => file.Keys)
            .Concat(sources.Referenced.SelectMany(static assembly => assembly.VisibleKeys))
            .ToLookup(static key => ShapeOf(key)));
        _keysByName = new(() => _keysByShape.Value
            .SelectMany(static keys => keys)
            .SelectMany(static key => NamesOf(key), static (key, name) => (key, name))
            .ToLookup(static pair => pair.name, static pair => pair.key, StringComparer.Ordinal));
        _visible = new(() => [.. _keysByShape.Value.SelectMany(static keys => keys)]);
        _files = new(() => sources.Own.ToLookup(static file => file.Type, StringComparer.Ordinal));
        _everyKeyByDomain = new(() => sources.All.SelectMany(static file => file.Keys).ToLookup(static key => key.Template.Segments[0].Value, StringComparer.Ordinal));
        _everyKeyBySignature = new(() => _everyKeyByDomain.Value.SelectMany(static keys => keys).ToLookup(static key => key.Signature, StringComparer.Ordinal));
        var reads = new Lazy<List<ReadFact>>(() => [.. sources.All.SelectMany(static file => file.Reads).Select(read => read with { Tables = sources.Declared.Expand(read.Tables) })]);
        _allReadsBySignature = new(() => reads.Value.ToLookup(static read => read.Signature, StringComparer.Ordinal));
        _readsByTable = new(() => reads.Value.SelectMany(static read => NamesOf(read.Tables.Reads.Select(static one => one.Table)), static (read, name) => (read, name))
            .ToLookup(static pair => pair.name, static pair => pair.read, StringComparer.OrdinalIgnoreCase));
        _writesByTable = new(() => sources.All.SelectMany(static file => file.Writes)
            .Select(write => write with { Tables = sources.Declared.Expand(write.Tables) })
            .SelectMany(static write => NamesOf(write.Tables.Writes.Select(static one => one.Table)), static (write, name) => (write, name))
            .ToLookup(static pair => pair.name, static pair => pair.write, StringComparer.OrdinalIgnoreCase));
        _readsBySignature = new(() => sources.Own.SelectMany(static file => file.Reads).ToLookup(static read => read.Signature, StringComparer.Ordinal));
    }

    /// <summary>What it was built from.</summary>
    private FactsSources Sources { get; }

    /// <summary>The index of a compilation: that of the one before, as long as no file of facts is another.</summary>
    public static FactsIndex Of(Compilation compilation)
    {
        var sources = FactsSources.Of(compilation);
        if (sources.Own.Count == 0)
        {
            return new(sources);
        }

        lock (Known)
        {
            if (Known.TryGetValue(sources.Own[0], out var known))
            {
                if (known.Sources.IsSame(sources))
                {
                    return known;
                }

                Known.Remove(sources.Own[0]);
            }

            var index = new FactsIndex(sources);
            Known.Add(sources.Own[0], index);
            return index;
        }
    }

    /// <summary>Whether the generator has run: without facts of its own nothing is known of this assembly's other types.</summary>
    public bool HasOwn => _files.Value.Count > 0;

    /// <summary>Every key, also those that this assembly cannot name: one that is internal elsewhere is a key all the same.</summary>
    public IEnumerable<KeyFact> EveryKey => _everyKeyByDomain.Value.SelectMany(static keys => keys);

    /// <summary>Every key of a domain, by its first word.</summary>
    public IEnumerable<KeyFact> EveryKeyOf(string domain) => _everyKeyByDomain.Value[domain];

    /// <summary>Every key of a template.</summary>
    public IEnumerable<KeyFact> EveryKeyLike(string signature) => _everyKeyBySignature.Value[signature];

    /// <summary>Whether this assembly can name a key.</summary>
    public bool IsVisible(KeyFact key) => _visible.Value.Contains(key);

    /// <summary>The keys that begin like a key and have as many segments: only these can clash with it.</summary>
    public IEnumerable<KeyFact> KeysLike(KeyFact key) => _keysByShape.Value[ShapeOf(key)];

    /// <summary>The keys that have a key's accessor or struct.</summary>
    public IEnumerable<KeyFact> KeysNamed(KeyFact key) => NamesOf(key).SelectMany(name => _keysByName.Value[name]).Distinct();

    /// <summary>The key of a template, those of this assembly first.</summary>
    public KeyFact? KeyOf(KeyTemplate template) => _keysByShape.Value[(template.Segments[0].Value, template.Segments.Count)]
        .Where(key => key.Signature == template.Signature)
        .OrderByDescending(IsOfThisAssembly)
        .FirstOrDefault();

    /// <summary>The reads of a template that this assembly weaves.</summary>
    public IEnumerable<ReadFact> ReadsOf(string signature) => _readsBySignature.Value[signature];

    /// <summary>The reads of a template, also those that references weave.</summary>
    public IEnumerable<ReadFact> AllReadsOf(string signature) => _allReadsBySignature.Value[signature];

    /// <summary>The reads of a table by its name without schema, whoever weaves them; views are looked through.</summary>
    public IEnumerable<ReadFact> ReadsOfTable(string name) => _readsByTable.Value[name];

    /// <summary>The writes of a table by its name without schema, whoever has them.</summary>
    public IEnumerable<WriteFact> WritesOfTable(string name) => _writesByTable.Value[name];

    /// <summary>Why the generator gave a key a fresh hash in a write of this assembly.</summary>
    public FreshReason ReasonOf(string repository, string operation, string signature) => _files.Value[repository]
        .SelectMany(static file => file.Bumps)
        .FirstOrDefault(bump => bump.Operation == operation && bump.Signature == signature)
        .Reason;

    public bool IsOfThisAssembly(KeyFact key) => _own.Value.Contains(key);

    private static IEnumerable<string> NamesOf(IEnumerable<TableName> tables) => tables.Select(static table => table.Name).Distinct(StringComparer.OrdinalIgnoreCase);

    private static string[] NamesOf(KeyFact key) => [.. key.Accessors.Select(name => $"Keys.{key.Domain}.{name}"), key.StructName];

    private static (string Domain, int Segments) ShapeOf(KeyFact key) => (key.Template.Segments[0].Value, key.Template.Segments.Count);
}
