namespace Reality.Generators.Models;

/// <summary>How a placeholder's value is written and read: which method of the run-time key reader takes it.</summary>
internal enum PlaceholderKind
{
    String,
    Boolean,
    Enum,
    Value,
}

/// <summary>A placeholder of a declared template.</summary>
/// <param name="Name">The name as in the template, which is the parameter's, without <c>@</c>.</param>
/// <param name="Property">The property of the key struct.</param>
/// <param name="Type">The type, as it stands in code.</param>
/// <param name="Kind">How the value is written and read.</param>
internal sealed record PlaceholderModel(string Name, string Property, string Type, PlaceholderKind Kind);

/// <summary>A segment of a template: a literal, or the placeholder at an index.</summary>
internal sealed record SegmentModel(string Literal, int Placeholder)
{
    public bool IsPlaceholder => Placeholder >= 0;
}

/// <summary>A declared key: what its struct and its accessor are made of.</summary>
/// <param name="Template">The template as declared.</param>
/// <param name="Signature">The template without names: equal for equal templates.</param>
/// <param name="Segments">The template's segments.</param>
/// <param name="Placeholders">The template's placeholders in order.</param>
/// <param name="Domain">The class of the accessor, such as <c>Chat</c>.</param>
/// <param name="Member">The accessor's name, such as <c>Room</c>.</param>
/// <param name="Struct">The key struct's name, such as <c>ChatRoomKey</c>.</param>
/// <param name="Namespace">The contract's namespace; empty for the global one.</param>
/// <param name="Payload">The payload's type, as it stands in code.</param>
/// <param name="IsPublic">Whether every type that the key mentions is public.</param>
/// <param name="Contract">The type that declares the read, with dots.</param>
/// <param name="Url">The payload's path: escaped literals and placeholders; empty where the template declares no route that can be filled in.</param>
/// <param name="PayloadType">The payload's type, as it stands in <c>typeof</c>.</param>
/// <param name="Read">The read, as documentation names it: <c>MessageRepository.GetMessagesAsync</c>.</param>
internal sealed record KeyModel(
    string Template,
    string Signature,
    EquatableArray<SegmentModel> Segments,
    EquatableArray<PlaceholderModel> Placeholders,
    string Domain,
    string Member,
    string Struct,
    string Namespace,
    string Payload,
    bool IsPublic,
    string Contract,
    EquatableArray<SegmentModel> Url,
    string PayloadType,
    string Read)
{
    /// <summary>The key struct, as it stands in code.</summary>
    public string FullStruct => Namespace.Length == 0 ? $"global::{Struct}" : $"global::{Namespace}.{Struct}";
}
