namespace Reality.Generators.Models;

/// <summary>A step from a value to one of its members.</summary>
/// <param name="Member">The member, as it stands in code.</param>
/// <param name="MayBeNull">Whether its value may be null.</param>
internal sealed record PathStep(string Member, bool MayBeNull);

/// <summary>What a placeholder of an invalidated template is bound to.</summary>
/// <param name="Placeholder">The name as in the template: <c>roomId</c>, <c>message.RoomId</c>, <c>result.RoomId</c>.</param>
/// <param name="IsResult">Whether the root is the write's result.</param>
/// <param name="Root">The parameter, as it stands in code; <c>result</c> for the result.</param>
/// <param name="RootMayBeNull">Whether the root may be null.</param>
/// <param name="Path">The members from the root on.</param>
/// <param name="CollectionAt">
/// After how many steps a collection is reached, each element of which gives a key; -1 where there is none.
/// </param>
/// <param name="ElementMayBeNull">Whether an element of the collection may be null.</param>
/// <param name="Type">The type of the value, as it stands in code.</param>
/// <param name="Kind">How the value is written.</param>
internal sealed record BindingModel(
    string Placeholder,
    bool IsResult,
    string Root,
    bool RootMayBeNull,
    EquatableArray<PathStep> Path,
    int CollectionAt,
    bool ElementMayBeNull,
    string Type,
    PlaceholderKind Kind);

/// <summary>A declared invalidation.</summary>
/// <param name="Template">The template as declared.</param>
/// <param name="Signature">The template without names.</param>
/// <param name="Segments">The template's segments.</param>
/// <param name="Bindings">What the placeholders are bound to, in order.</param>
/// <param name="Attribute">The index of the attribute among the method's.</param>
/// <param name="IsFamily">Whether all keys of the template are meant.</param>
internal sealed record BumpModel(
    string Template,
    string Signature,
    EquatableArray<SegmentModel> Segments,
    EquatableArray<BindingModel> Bindings,
    int Attribute,
    bool IsFamily)
{
    /// <summary>The family of the template.</summary>
    public string Family => string.Join(":", Segments.Select(static segment => segment.IsPlaceholder ? "*" : segment.Literal));

    public bool NeedsResult => Bindings.Any(static binding => binding.IsResult);

    public BindingModel? Collection => Bindings.FirstOrDefault(static binding => binding.CollectionAt >= 0);
}
