using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>Joins a repository with the reads of the others: which key struct each bump takes, and whether its view can be hashed.</summary>
internal static class RepositoryLinker
{
    public static LinkedRepository Link(RepositoryModel repository, TemplateIndex index, string module) =>
        new(repository, repository.Methods.Select((method, at) => Link(method, at, repository, index, module)).ToEquatableArray());

    /// <summary>Decides whether a write of a repository can hash a template's view.</summary>
    /// <param name="reads">The reads of the template that the assembly weaves, or the first two of them.</param>
    /// <param name="isDeclared">Whether any assembly declares the template.</param>
    /// <param name="repository">The repository that writes.</param>
    /// <param name="isElsewhere">Whether the write's core asks for no connection, so that no transaction reads the view again.</param>
    public static FreshReason ReasonOf(IReadOnlyList<ReadReach> reads, bool isDeclared, string repository, bool isElsewhere) => reads switch
    {
        [] => isDeclared ? FreshReason.OtherAssembly : FreshReason.NoRead,
        [_, _, ..] => FreshReason.SeveralReads,
        [{ Hashing: not FreshReason.None } read] => read.Hashing,
        _ when isElsewhere => FreshReason.WriteElsewhere,
        [var read] when read.Repository == repository => FreshReason.None,
        [{ HasStaticCore: false }] => FreshReason.InstanceCore,
        [{ IsReachable: false }] => FreshReason.PrivateClass,
        _ => FreshReason.None,
    };

    private static LinkedMethod Link(MethodModel method, int at, RepositoryModel repository, TemplateIndex index, string module)
    {
        var refusal = method.Refusal;
        var bumps = new List<LinkedBump>();
        foreach (var bump in method.Bumps)
        {
            var declared = index.StructOf(bump.Signature);
            if (!bump.IsFamily && declared is var (_, types) && !Fit(bump, types))
            {
                refusal = nameof(Binding.ProblemKind.PlaceholderMismatch);
            }

            var reason = bump.IsFamily ? FreshReason.Family : ReasonOf(index.ReadsOf(bump.Signature).Take(2).Select(static read => read.Reach).ToList(), declared is not null, repository.Type, method.IsElsewhere);
            if (reason == FreshReason.None && index.MayEdit(repository.Type, at, bump.Signature))
            {
                reason = FreshReason.EditsInPlace;
            }

            bumps.Add(new(
                bump,
                declared?.Struct ?? string.Empty,
                reason == FreshReason.None ? SourceOf(index.ReadsOf(bump.Signature).First(), repository, module) : null,
                reason));
        }

        if (method.Read is { Key: var key } && !IsDeclared(key, index))
        {
            // Whatever else is wrong: the module must not mention it.
            refusal = LinkedMethod.AccessorTaken;
        }

        var hasBridge = method.Read is not null && method.Hashing == FreshReason.None && index.IsInvalidated(method.Read.Key.Signature)
            && index.ReadsOf(method.Read.Key.Signature).Take(2).Count() == 1;
        return new(method, bumps.ToEquatableArray(), hasBridge && refusal.Length == 0, refusal);
    }

    private static HashSource SourceOf(ReadEntry read, RepositoryModel repository, string module) => new(
        read.Repository == repository.Type ? read.Bridge : $"{read.Repository}.{read.Bridge}",
        $"global::Reality.Generated.{module}.{(read.IsByIds ? ContentNames.IdsOf(read.Key) : ContentNames.Of(read.Key))}.Hash");

    private static bool Fit(BumpModel bump, EquatableArray<string> types) =>
        bump.Bindings.Count == types.Count && bump.Bindings.Zip(types, static (binding, type) => Conversions.Exist(binding.Type, type)).All(static fits => fits);

    // Of two templates with one name only the first has a struct; of two reads with one template the types must agree.
    private static bool IsDeclared(KeyModel key, TemplateIndex index) =>
        index.StructOf(key.Signature) is var (_, types) && types == key.Placeholders.Select(static placeholder => placeholder.Type).ToEquatableArray();
}
