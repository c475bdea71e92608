using Microsoft.CodeAnalysis;
using Reality.Generators.Models;
using Reality.Generators.Rules.Facts;
using Reality.Grammar;

namespace Reality.Generators.Rules.Keys.Clashes;

/// <summary>The keys that other types than the one at hand declare.</summary>
internal sealed class OtherKeys(FactsIndex facts, string type, Compilation compilation)
{
    private readonly PlaceholderTexts _texts = new(compilation);

    public IEnumerable<KeyFact> Like(KeyFact key) => facts.KeysLike(key).Where(IsOther);

    public IEnumerable<KeyFact> Named(KeyFact key) => facts.KeysNamed(key).Where(IsOther);

    public IEnumerable<ReadFact> ReadsOf(string signature) => facts.ReadsOf(signature).Where(read => read.Contract != type);

    public KeyFact? Of(KeyTemplate template) => facts.KeyOf(template);

    public bool IsOfThisAssembly(KeyFact key) => facts.IsOfThisAssembly(key);

    /// <summary>Whether the placeholder of a key at a segment can have a text as its value.</summary>
    public bool CanBe(KeyFact key, int segment, string text) => _texts.CanBe(key, segment, text);

    private bool IsOther(KeyFact key) => key.Contract != type || !facts.IsOfThisAssembly(key);
}
