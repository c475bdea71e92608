using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;
using Reality.Generators.Rules.Facts;
using Reality.Grammar;

namespace Reality.Generators.Rules.Weaving.FreshHash;

/// <summary>The reads that a write of one repository could read again: its own afresh, those of others by their facts.</summary>
internal sealed class ViewReads(RepositoryBinding repository, string display, FactsIndex facts)
{
    /// <summary>Says why a template's key gets a fresh hash; <see langword="null"/> where it is hashed, was asked not to be, its read is wrong, or there is none (RLT2005).</summary>
    public string? WhyFresh(KeyTemplate template, MethodModel write)
    {
        var reads = Of(template.Signature).ToList();
        var isDeclared = reads.Count > 0 || facts.KeyOf(template) is not null;
        var name = reads.Count == 0 ? string.Empty : reads[0].Name;
        return RepositoryLinker.ReasonOf(reads.ConvertAll(static read => read.Reach), isDeclared, display, write.IsElsewhere) switch
        {
            FreshReason.SeveralReads => $"several reads declare it, '{name}' and '{reads[1].Name}', and a write can read again only one.",
            FreshReason.OtherAssembly => "its read is woven in another assembly.",
            FreshReason.InstanceCore => $"the core of its read '{name}' is an instance method of another class. Make it static.",
            FreshReason.InstanceState => $"the core of its read '{name}' is an instance method of a class that holds more than its IReality. Make it static.",
            FreshReason.ParameterOutsideKey => $"its read '{name}' has a parameter that is not in the key.",
            FreshReason.NoConnection => $"the core of its read '{name}' takes no connection, so its data lies elsewhere.",
            FreshReason.WriteElsewhere => "the write's own core takes no connection, so no transaction reads the view again.",
            FreshReason.PrivateClass => $"the class of its read '{name}' is private to another one.",
            FreshReason.None when facts.ReasonOf(display, write.Operation, template.Signature) == FreshReason.EditsInPlace =>
                $"this write may edit rows in place, which the ids of its read '{name}' do not tell. RealityHash.Content does.",
            _ => null,
        };
    }

    private IEnumerable<(string Name, ReadReach Reach)> Of(string signature)
    {
        foreach (var method in repository.Methods)
        {
            if (method is { Declaration.Read: { } read, Model: { } model } && read.Key.Signature == signature)
            {
                yield return (model.Operation, new(display, model.Hashing, model.Core is { IsStatic: true }, true));
            }
        }

        foreach (var read in facts.ReadsOf(signature))
        {
            if (read.Repository != display)
            {
                yield return (read.Operation, new(read.Repository, read.Hashing, read.HasStaticCore, read.IsReachable));
            }
        }
    }
}
