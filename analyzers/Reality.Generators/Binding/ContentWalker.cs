using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>
/// Finds how to walk a payload so that its hash changes if and only if its JSON can: one method for each type that is not a scalar.
/// What cannot be walked so is refused, never skipped.
/// </summary>
internal sealed class ContentWalker(Compilation compilation, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<ContentMethod?> _methods = [];
    private ContentShape _shape = new(string.Empty);
    private ITypeSymbol? _identified;

    /// <summary>What cannot be walked: the member's path, its type, and why.</summary>
    public List<(string Path, string Type, string Reason)> Refusals { get; } = [];

    /// <summary>Walks a payload's type.</summary>
    /// <returns><see langword="null"/> where something of it is refused.</returns>
    public ContentModel? Walk(ITypeSymbol payload)
    {
        var root = ValueOf(payload, TypeText.Short(payload), exact: false);
        if (Refusals.Count > 0)
        {
            return null;
        }

        var methods = ContentCycles.Mark([.. _methods.OfType<ContentMethod>()]).ToEquatableArray();
        return new(_shape.Id(root), root, methods);
    }

    /// <summary>Walks what tells the elements of a collection apart, and nothing else of them.</summary>
    /// <returns><see langword="null"/> where the payload is no collection, or its elements have no identity.</returns>
    public ContentModel? WalkIds(ITypeSymbol payload)
    {
        if (ContentCollections.Of(payload) is not { Kind: not ContentMethodKind.Dictionary, Element: var element }
            || (ContentScalars.Of(element) is null && !Identity.Of(element).Any()))
        {
            return null;
        }

        _identified = element.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        _shape = new("ids");
        return Walk(payload);
    }

    private bool IsIdentified(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), _identified);

    private ContentValue ValueOf(ITypeSymbol type, string path, bool exact)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return ValueOf(nullable.TypeArguments[0], path, exact) with { IsNullableStruct = true };
        }

        if (ContentScalars.Of(type) is { } scalar)
        {
            return scalar;
        }

        if (ContentRefusal.Of(type, compilation) is { } reason)
        {
            Refusals.Add((path, TypeText.Short(type), reason));
            return new(ContentValueKind.Add);
        }

        return new(ContentValueKind.Call, MethodOf(type, path, exact));
    }

    private string MethodOf(ITypeSymbol type, string path, bool exact)
    {
        var text = TypeText.Full(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
        var key = exact ? text + "!" : text;
        if (_names.TryGetValue(key, out var known))
        {
            return known;
        }

        var name = NewName(type);
        _names.Add(key, name);
        var place = _methods.Count;
        _methods.Add(null);
        var method = new ContentMethod(name, ContentMethodKind.Object, text, type.IsReferenceType, [], [], string.Empty, false, false);
        method = ContentCollections.Of(type) is { } collection ? Collection(method, collection, path)
            : !exact && !IsIdentified(type) && type.Find(KnownNames.JsonDerivedType) is not null ? Polymorphic(method, (INamedTypeSymbol)type, path)
            : Object(method, (INamedTypeSymbol)type, path);
        _methods[place] = method;
        _shape.Add(method);
        return name;
    }

    private ContentMethod Collection(ContentMethod method, (ContentMethodKind Kind, ITypeSymbol Element, string Count) collection, string path)
    {
        if (collection is { Kind: ContentMethodKind.Dictionary, Element: INamedTypeSymbol { TypeArguments: [var key, var value] } })
        {
            return method with
            {
                Kind = collection.Kind,
                Count = collection.Count,
                Members = [new("Key", ValueOf(key, path + " key", exact: false)), new("Value", ValueOf(value, path + " value", exact: false))],
            };
        }

        return method with
        {
            Kind = collection.Kind,
            Count = collection.Count,
            Members = [new(string.Empty, ValueOf(collection.Element, path + " element", exact: false))],
        };
    }

    private ContentMethod Polymorphic(ContentMethod method, INamedTypeSymbol type, string path)
    {
        var cases = new List<(int Depth, ContentCase Case)>();
        foreach (var attribute in type.GetAttributes().Where(static attribute => attribute.Is(KnownNames.JsonDerivedType)))
        {
            if (attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol derived }, ..])
            {
                continue;
            }

            var discriminator = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1].Value : null;
            var value = ValueOf(derived, $"{path} as {TypeText.Short(derived)}", exact: true);
            cases.Add((DepthOf(derived), new(TypeText.Bare(derived), discriminator switch
            {
                string text => TypeText.Literal(text),
                int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => "(string?)null",
            }, value.Text)));
        }

        // More derived types first: the switch takes the first case that fits.
        var ordered = cases.OrderByDescending(static item => item.Depth).ThenBy(static item => item.Case.Type, StringComparer.Ordinal).ToList();
        var self = ordered.Any(item => item.Case.Type == TypeText.Bare(type)) || type.IsAbstract || type.TypeKind == TypeKind.Interface
            ? null
            : ValueOf(type, path, exact: true).Text;
        return method with
        {
            Kind = ContentMethodKind.Polymorphic,
            Cases = ordered.Select(static item => item.Case).ToEquatableArray(),
            Members = self is null ? [] : [new(string.Empty, new(ContentValueKind.Call, self))],
        };
    }

    private ContentMethod Object(ContentMethod method, INamedTypeSymbol type, string path)
    {
        var members = new List<ContentMember>();
        if (type.IsTupleType)
        {
            members.AddRange(type.TupleElements.Select(element => Member(element, element.Type, path)));
        }
        else
        {
            var found = TypeText.Is(type, "System.Collections.Generic.KeyValuePair")
                ? type.GetMembers().OfType<IPropertySymbol>().Cast<ISymbol>()
                : IsIdentified(type) ? Identity.Of(type)
                : ContentMembers.Of(type);
            foreach (var member in found)
            {
                if (!Accessibilities.CanBeRead(member, compilation.Assembly, compilation))
                {
                    Refusals.Add(($"{path}.{member.Name}", TypeText.Short(ContentMembers.TypeOf(member)), "generated code cannot reach it"));
                    continue;
                }

                _shape.Add(type, member);
                members.Add(Member(member, ContentMembers.TypeOf(member), path) with
                {
                    Through = ContentMembers.IsHidden(member, type) ? TypeText.Bare(member.ContainingType) : string.Empty,
                });
            }
        }

        return method with { Members = members.ToEquatableArray(), MustBeExact = type is { IsReferenceType: true, IsSealed: false } && !IsIdentified(type) };
    }

    private ContentMember Member(ISymbol member, ITypeSymbol type, string path)
    {
        var value = ValueOf(type, $"{path}.{member.Name}", exact: false);
        if (value.Kind == ContentValueKind.Call && member.Find(KnownNames.JsonConverter) is not null)
        {
            Refusals.Add(($"{path}.{member.Name}", TypeText.Short(type), "a JSON converter writes it, so its members do not tell what is sent"));
        }

        return new(TypeText.Identifier(member.Name), value);
    }

    private string NewName(ITypeSymbol type)
    {
        var name = "Add" + ContentShape.Word(type);
        var unique = name;
        // The class around the walk is named …Content or …Ids, and no member may be named like its class.
        for (var i = 2; _names.ContainsValue(unique) || unique.EndsWith("Content", StringComparison.Ordinal) || unique.EndsWith("Ids", StringComparison.Ordinal); i++)
        {
            unique = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private static int DepthOf(ITypeSymbol type)
    {
        var depth = 0;
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            depth++;
        }

        return depth;
    }
}
