using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Follows the dotted name of a placeholder from a parameter or the result to the value that stands in the key.</summary>
internal sealed class PlaceholderPath(string placeholder, ProblemTarget target, Compilation compilation, List<DeclarationProblem> problems)
{
    private readonly List<PathStep> _steps = [];
    private int _collectionAt = -1;
    private bool _elementMayBeNull;

    /// <summary>Binds the placeholder.</summary>
    /// <returns><see langword="null"/> where it binds to nothing; a problem says so.</returns>
    public BindingModel? Bind(Signature signature)
    {
        var names = placeholder.Split('.');
        var parameter = signature.Values.FirstOrDefault(parameter => parameter.Name == names[0]);
        var isResult = parameter is null && names[0] == "result" && signature.Result is not null;
        if (parameter is null && !isResult)
        {
            var candidates = signature.Values.Select(static parameter => parameter.Name);
            Report("a parameter", signature.Result is null ? candidates : [.. candidates, "result"]);
            return null;
        }

        var root = parameter?.Type ?? signature.Result!;
        if (Follow(root, names) is not { } type || BumpBinder.Check(placeholder, type, target, problems) is not { } kind)
        {
            return null;
        }

        return new(
            placeholder,
            isResult,
            isResult ? "result" : TypeText.Identifier(names[0]),
            MayBeNull(root),
            _steps.ToEquatableArray(),
            _collectionAt,
            _elementMayBeNull,
            TypeText.Bare(type),
            kind);
    }

    // A reference whose nullability nobody stated is looked at before it is used.
    private static bool MayBeNull(ITypeSymbol type) => type.IsReferenceType
        ? type.NullableAnnotation != NullableAnnotation.NotAnnotated
        : type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private ITypeSymbol? Follow(ITypeSymbol root, string[] names)
    {
        var type = Enter(root);
        for (var i = 1; i < names.Length && type is not null; i++)
        {
            var owner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
            var members = MembersOf(owner);
            var member = members.FirstOrDefault(member => member.Name == names[i]);
            if (member is null)
            {
                Report(TypeText.Short(owner), members.Select(static member => member.Name));
                return null;
            }

            var memberType = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
            _steps.Add(new(TypeText.Identifier(names[i]), MayBeNull(memberType)));
            type = Enter(memberType);
        }

        return type;
    }

    /// <summary>Goes into a collection: each element gives a key.</summary>
    private ITypeSymbol? Enter(ITypeSymbol type)
    {
        if (Sequences.ElementOf(type) is not { } element)
        {
            return type;
        }

        if (_collectionAt >= 0)
        {
            problems.Add(new(ProblemKind.PlaceholderCollection, target, [placeholder, TypeText.Short(type)]));
            return null;
        }

        _collectionAt = _steps.Count;
        _elementMayBeNull = MayBeNull(element);
        return element;
    }

    private List<ISymbol> MembersOf(ITypeSymbol type)
    {
        var members = new List<ISymbol>();
        var types = type.TypeKind == TypeKind.Interface ? [type, .. type.AllInterfaces] : BasesOf(type);
        foreach (var owner in types)
        {
            foreach (var member in owner.GetMembers())
            {
                var isReadable = member is IPropertySymbol { GetMethod: { } getter, IsIndexer: false } && compilation.IsSymbolAccessibleWithin(getter, compilation.Assembly)
                    || member is IFieldSymbol { IsConst: false, AssociatedSymbol: null };
                if (isReadable && !member.IsStatic && member.CanBeReferencedByName && compilation.IsSymbolAccessibleWithin(member, compilation.Assembly)
                    && !members.Any(other => other.Name == member.Name))
                {
                    members.Add(member);
                }
            }
        }

        return members;
    }

    private static IEnumerable<ITypeSymbol> BasesOf(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private void Report(string searched, IEnumerable<string> candidates) =>
        problems.Add(new(ProblemKind.BindsToNothing, target, [placeholder, searched, string.Join(", ", candidates)]));
}
