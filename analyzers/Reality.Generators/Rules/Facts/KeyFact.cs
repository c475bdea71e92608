using Reality.Generators.Models;
using Reality.Generators.Sql.Tables;
using Reality.Grammar;

namespace Reality.Generators.Rules.Facts;

/// <summary>A key that some type declares.</summary>
/// <param name="Template">The template as declared.</param>
/// <param name="Domain">The class of its accessor.</param>
/// <param name="Member">The accessor's name.</param>
/// <param name="Struct">The key struct, as it stands in code.</param>
/// <param name="Payload">The payload's type, as it stands in code.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
/// <param name="Contract">The type that declares it, with dots.</param>
/// <param name="Read">The read, as a person would name it.</param>
/// <param name="Placeholders">The placeholders in order.</param>
internal sealed record KeyFact(
    KeyTemplate Template,
    string Domain,
    string Member,
    string Struct,
    string Payload,
    bool IsPublic,
    string Contract,
    string Read,
    EquatableArray<PlaceholderFact> Placeholders)
{
    public string Signature => Template.Signature;

    /// <summary>The key struct without its namespace: what the generated code beside it is named after.</summary>
    public string StructName => Struct.Substring(Struct.LastIndexOfAny(['.', ':']) + 1);

    /// <summary>The names under its domain: its own, and its family's where it has one.</summary>
    public string[] Accessors => Placeholders.Count == 0 ? [Member] : [Member, Member + "Family"];

    public static KeyFact? Of(KeyModel key) => KeyTemplate.TryParse(key.Template, out var template, out _)
        ? new(
            template,
            key.Domain,
            key.Member,
            key.FullStruct,
            key.Payload,
            key.IsPublic,
            key.Contract,
            key.Read,
            key.Placeholders.Select(static one => new PlaceholderFact(one.Name, one.Type, one.Kind)).ToEquatableArray())
        : null;
}

/// <summary>A placeholder of a key.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type, as it stands in code.</param>
/// <param name="Kind">How its values are written.</param>
internal sealed record PlaceholderFact(string Name, string Type, PlaceholderKind Kind);

/// <summary>What a read says of its key besides the template.</summary>
/// <param name="Access">Who may read it.</param>
/// <param name="Policy">The policy; empty for none.</param>
/// <param name="OwnerSegment">The segment that names the owner, or -1.</param>
/// <param name="Route">The route; empty for none.</param>
/// <param name="Hash">The hash strategy.</param>
internal sealed record ReadTraits(string Access, string Policy, int OwnerSegment, string Route, string Hash)
{
    public static ReadTraits Of(ReadModel read) =>
        new(read.Access.ToString(), read.Policy ?? string.Empty, read.OwnerSegment, read.Route ?? string.Empty, read.Hash.ToString());
}

/// <summary>A read that some repository weaves.</summary>
/// <param name="Operation">The read, as a person would name it.</param>
/// <param name="Contract">The type that declares it, with dots.</param>
/// <param name="Signature">The template without names.</param>
/// <param name="Traits">What it says of its key.</param>
/// <param name="Repository">The repository, with dots.</param>
/// <param name="Hashing">Why no write can hash its key, as far as its own declaration tells.</param>
/// <param name="HasStaticCore">Whether other classes can reach its core.</param>
/// <param name="IsReachable">Whether other classes can name the repository.</param>
/// <param name="Template">The template as declared.</param>
/// <param name="Tables">The tables that its core reads.</param>
internal sealed record ReadFact(
    string Operation,
    string Contract,
    string Signature,
    ReadTraits Traits,
    string Repository,
    FreshReason Hashing,
    bool HasStaticCore,
    bool IsReachable,
    string Template,
    MethodTables Tables);

/// <summary>A public method that writes, with a contract or without one.</summary>
/// <param name="Operation">The method, as a person would name it.</param>
/// <param name="Repository">The repository, with dots.</param>
/// <param name="Tables">The tables that it writes.</param>
internal sealed record WriteFact(string Operation, string Repository, MethodTables Tables);
