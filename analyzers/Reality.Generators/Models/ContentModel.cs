namespace Reality.Generators.Models;

/// <summary>How one value is added to the hasher.</summary>
internal enum ContentValueKind
{
    /// <summary>By the hasher itself.</summary>
    Add,

    /// <summary>By the hasher itself, after a cast: an enum as its number.</summary>
    Cast,

    /// <summary>As its text: strongly-typed ids.</summary>
    Text,

    /// <summary>By one of the walk's methods.</summary>
    Call,

    /// <summary>By an expression over the value: <c>value?.RootElement</c> and the like.</summary>
    Expression,
}

/// <summary>A value of a walk.</summary>
/// <param name="Kind">How it is added.</param>
/// <param name="Text">The cast's type, the method's name or the expression with <c>{0}</c> for the value.</param>
/// <param name="IsNullableStruct">Whether it is a <c>Nullable</c> around what <paramref name="Kind"/> adds.</param>
internal sealed record ContentValue(ContentValueKind Kind, string Text = "", bool IsNullableStruct = false);

/// <summary>A member of a walked object.</summary>
/// <param name="Access">The member as it stands behind the value: <c>RoomId</c>.</param>
/// <param name="Value">How it is added.</param>
/// <param name="Through">The base type to look from, as it stands in code, where another member hides it; else empty.</param>
internal sealed record ContentMember(string Access, ContentValue Value, string Through = "");

/// <summary>A derived type of a polymorphic walk.</summary>
/// <param name="Type">The type, as it stands in code.</param>
/// <param name="Discriminator">The discriminator, as it stands in code; <c>null</c> where there is none.</param>
/// <param name="Method">The method that walks it.</param>
internal sealed record ContentCase(string Type, string Discriminator, string Method);

/// <summary>What a method of a walk walks.</summary>
internal enum ContentMethodKind
{
    Object,
    List,
    Uncounted,
    Set,
    Dictionary,
    Polymorphic,
}

/// <summary>A method of a walk: one for each type that is not a scalar.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Kind">What it walks.</param>
/// <param name="Type">The type, as it stands in code, without the mark of a nullable reference.</param>
/// <param name="IsReference">Whether the value may be null.</param>
/// <param name="Members">The members of an object; a list's or set's element; a dictionary's key and value.</param>
/// <param name="Cases">The derived types of a polymorphic walk.</param>
/// <param name="Count">How the number of elements is told: <c>Count</c> or <c>Length</c>.</param>
/// <param name="MustBeExact">Whether the run-time type has to be checked against the declared one.</param>
/// <param name="IsRecursive">Whether the walk can come back to this method.</param>
internal sealed record ContentMethod(
    string Name,
    ContentMethodKind Kind,
    string Type,
    bool IsReference,
    EquatableArray<ContentMember> Members,
    EquatableArray<ContentCase> Cases,
    string Count,
    bool MustBeExact,
    bool IsRecursive);

/// <summary>The walk of a payload.</summary>
/// <param name="Shape">The id of the walk.</param>
/// <param name="Root">How the payload itself is added.</param>
/// <param name="Methods">The methods, the outermost first.</param>
internal sealed record ContentModel(string Shape, ContentValue Root, EquatableArray<ContentMethod> Methods);
