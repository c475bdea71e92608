using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Binding.Caching;

/// <summary>
/// The files that the meaning of a declaration comes from: its own, and those of all types that can be reached from its signatures. More than are
/// read, never less.
/// </summary>
internal sealed class SourceDependencies
{
    private const int MostTypes = 1_000;

    private readonly HashSet<SyntaxTree> _trees = [];
    private readonly HashSet<ITypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private bool _isOpen;

    private SourceDependencies()
    {
    }

    /// <summary>The files of a class with annotated methods; <see langword="null"/> where they cannot be told.</summary>
    public static IReadOnlyCollection<SyntaxTree>? Of(INamedTypeSymbol type)
    {
        var found = new SourceDependencies();
        found.Visit(type);
        found.VisitMethods(type);
        foreach (var contract in type.AllInterfaces)
        {
            found.VisitMethods(contract);
        }

        return found.Trees;
    }

    /// <summary>The files of one annotated method; <see langword="null"/> where they cannot be told.</summary>
    public static IReadOnlyCollection<SyntaxTree>? Of(IMethodSymbol method)
    {
        var found = new SourceDependencies();
        found.Visit(method.ContainingType);
        found.Visit(method);
        return found.Trees;
    }

    private IReadOnlyCollection<SyntaxTree>? Trees => _isOpen || _types.Count > MostTypes ? null : _trees;

    private void VisitMethods(INamedTypeSymbol type)
    {
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            Visit(method);
        }
    }

    private void Visit(IMethodSymbol method)
    {
        Visit(method.ReturnType);
        Visit(method.GetAttributes());
        foreach (var parameter in method.Parameters)
        {
            Visit(parameter.Type);
            Visit(parameter.GetAttributes());
            if (parameter.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax() is ParameterSyntax { Default.Value: var value })
            {
                _isOpen |= IsNamed(value);
            }
        }
    }

    private void Visit(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Visit(array.ElementType);
        }

        if (type is not INamedTypeSymbol named || _types.Count > MostTypes || !_types.Add(named))
        {
            return;
        }

        foreach (var argument in named.TypeArguments)
        {
            Visit(argument);
        }

        // What references declare changes with the references alone.
        if (named.DeclaringSyntaxReferences.IsEmpty)
        {
            return;
        }

        _trees.UnionWith(named.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree));
        Visit(named.GetAttributes());
        Visit(named.BaseType);
        Visit(named.ContainingType);
        foreach (var contract in named.AllInterfaces)
        {
            Visit(contract);
        }

        foreach (var member in named.GetMembers())
        {
            VisitMember(member);
        }
    }

    private void VisitMember(ISymbol member)
    {
        switch (member)
        {
            case IPropertySymbol property:
                Visit(property.Type);
                Visit(property.GetAttributes());
                break;
            case IFieldSymbol field:
                Visit(field.Type);
                Visit(field.GetAttributes());
                break;
            case IMethodSymbol { MethodKind: MethodKind.Constructor } constructor:
                Visit(constructor);
                break;
        }
    }

    private void Visit(ImmutableArray<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            Visit(attribute.AttributeClass);
            foreach (var argument in attribute.ConstructorArguments)
            {
                Visit(argument);
            }

            foreach (var argument in attribute.NamedArguments)
            {
                Visit(argument.Value);
            }

            if (attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: var arguments })
            {
                _isOpen |= arguments.Any(static argument => IsNamed(argument.Expression));
            }
        }
    }

    private void Visit(TypedConstant argument)
    {
        switch (argument.Kind)
        {
            case TypedConstantKind.Type:
                Visit(argument.Value as ITypeSymbol);
                break;
            case TypedConstantKind.Array when !argument.Values.IsDefault:
                foreach (var value in argument.Values)
                {
                    Visit(value);
                }

                break;
        }
    }

    // A constant may stand in any file; of enums, the members that are named here are the attributes' own.
    private static bool IsNamed(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax or TypeOfExpressionSyntax or DefaultExpressionSyntax or PredefinedTypeSyntax => false,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var type } } =>
            type is not ("RealityAccess" or "RealityHash" or "ServiceLifetime"),
        _ => true,
    };
}
