using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Binds a class with annotated methods, its own or those of interfaces that it implements.</summary>
internal static class RepositoryBinder
{
    public static RepositoryBinding Bind(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var problems = new List<DeclarationProblem>();
        var source = RealitySource.Of(type, compilation);
        CheckType(type, problems);
        var isRepository = type.Find(KnownNames.Repository) is not null;
        var methods = new List<BoundMethod>();
        var binder = new MethodBinder(type, source, isRepository, problems, compilation, cancellationToken);
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => method.IsAnnotated() || (isRepository && binder.IsUnannounced(method))))
        {
            methods.Add(binder.BindOwn(method));
        }

        foreach (var method in type.AllInterfaces.SelectMany(static face => face.GetMembers()).OfType<IMethodSymbol>())
        {
            if (isRepository && (method.IsAnnotated() || binder.IsUnannouncedOfInterface(method)) && binder.BindOfInterface(method, methods) is { } bound)
            {
                methods.Add(bound);
            }
        }

        if (isRepository && source.Expression.Length == 0 && methods.Count > 0 && !type.IsStatic)
        {
            problems.Add(new(ProblemKind.NoReality, new(ProblemPlace.Type), [type.Name]));
        }

        return new(type, methods, problems, ModelOf(type, source, methods, problems, compilation));
    }

    /// <summary>What keeps a type from having generated parts in it, types within it included.</summary>
    public static IEnumerable<DeclarationProblem> ProblemsOf(INamedTypeSymbol type)
    {
        if (!IsPartial(type))
        {
            yield return new(ProblemKind.TypeNotPartial, new(ProblemPlace.Type), [type.Name]);
        }

        if (type.IsFileLocal)
        {
            yield return new(ProblemKind.Inaccessible, new(ProblemPlace.Type), [type.Name]);
        }

        if (type.Arity > 0)
        {
            yield return new(ProblemKind.GenericType, new(ProblemPlace.Type), [TypeText.Short(type)]);
        }
    }

    private static void CheckType(INamedTypeSymbol type, List<DeclarationProblem> problems)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            problems.AddRange(ProblemsOf(current));
        }

        if (type.IsStatic)
        {
            problems.Add(new(ProblemKind.StaticType, new(ProblemPlace.Type), [type.Name]));
        }
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(static reference =>
        reference.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static RepositoryModel? ModelOf(
        INamedTypeSymbol type, RealitySource source, List<BoundMethod> methods, List<DeclarationProblem> problems, Compilation compilation)
    {
        // A part in another file is needed, and must be possible.
        if (problems.Any(static problem => problem.Kind is ProblemKind.TypeNotPartial or ProblemKind.Inaccessible))
        {
            return null;
        }

        var attribute = type.Find(KnownNames.Repository);
        // A class with type parameters has no name of its own, and of a static one there is nothing to register.
        var isReachable = attribute is not null
            && !type.IsStatic
            && Accessibilities.CanBeNamed(type, compilation)
            && !problems.Any(static problem => problem.Kind == ProblemKind.GenericType);
        return new(
            TypeText.Bare(type),
            TypeText.Dotted(type),
            TypeText.Dotted(type),
            TypeText.Namespace(type),
            Accessibilities.IsPublic(type),
            LevelsOf(type).ToEquatableArray(),
            source.Expression,
            source.IsMember,
            source.Field,
            attribute is not null && attribute.Has("Lifetime") ? (RepositoryLifetime)attribute.Named<int>("Lifetime") : RepositoryLifetime.Scoped,
            isReachable && !type.IsAbstract,
            isReachable,
            methods.Where(static method => method.IsOfInterface)
                .Select(static method => TypeText.Full(method.Method.ContainingType))
                .Distinct()
                .ToEquatableArray(),
            methods.Select(static method => method.Model).OfType<MethodModel>().ToEquatableArray());
    }

    private static Stack<TypeLevel> LevelsOf(INamedTypeSymbol type)
    {
        var levels = new Stack<TypeLevel>();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            var keyword = current switch
            {
                { TypeKind: TypeKind.Interface } => "interface",
                { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                _ => "class",
            };
            var parameters = current.Arity == 0 ? string.Empty : $"<{string.Join(", ", current.TypeParameters.Select(TypeParameter))}>";
            levels.Push(new($"partial {keyword} {TypeText.Identifier(current.Name)}{parameters}"));
        }

        return levels;
    }

    private static string TypeParameter(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => string.Empty,
    } + TypeText.Identifier(parameter.Name);
}
