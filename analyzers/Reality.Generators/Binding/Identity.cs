using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>What tells rows apart: members that are marked as their key, else <c>Id</c>, else the type's name with <c>Id</c> behind it.</summary>
internal static class Identity
{
    private const string Mark = "System.ComponentModel.DataAnnotations.KeyAttribute";

    public static IEnumerable<ISymbol> Of(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { IsTupleType: false } named)
        {
            return [];
        }

        var members = ContentMembers.Of(named).ToList();
        var marked = members.Where(static member => member.Find(Mark) is not null).ToList();
        return marked.Count > 0 ? marked
            : members.FirstOrDefault(static member => member.Name == "Id") is { } id ? [id]
            : members.Where(member => member.Name == type.Name + "Id").Take(1);
    }
}
