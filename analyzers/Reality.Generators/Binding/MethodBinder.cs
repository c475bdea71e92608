using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Binds one contract of a repository: what it declares, its core, and how the generated method stands in the class.</summary>
internal sealed class MethodBinder(
    INamedTypeSymbol type,
    RealitySource source,
    bool isRepository,
    IReadOnlyList<DeclarationProblem> typeProblems,
    Compilation compilation,
    CancellationToken cancellationToken)
{
    /// <summary>Binds an annotated method of the class.</summary>
    public BoundMethod BindOwn(IMethodSymbol method)
    {
        var problems = new List<DeclarationProblem>();
        if (!isRepository)
        {
            problems.Add(new(ProblemKind.NotRepository, new(ProblemPlace.Method), [type.Name]));
        }

        var form = IsWithoutBody(method) ? MethodForm.Partial : (MethodForm?)null;
        if (form is null)
        {
            problems.Add(new(ProblemKind.MethodNotPartial, new(ProblemPlace.Method), [method.Name]));
        }

        return Bind(method, method, form, problems, isOfInterface: false);
    }

    /// <summary>
    /// Whether a partial method without attributes has a core that takes a connection: a write that no key hears of. It is woven, so that what a
    /// rule has to say of it stands alone, and not beside an error about a missing body.
    /// </summary>
    public bool IsUnannounced(IMethodSymbol method)
    {
        if (!method.IsPartialDefinition || !IsWithoutBody(method) || method.IsAnnotated() || IsOfContract(method))
        {
            return false;
        }

        return HasCoreWithConnection(method);
    }

    /// <summary>The same of a method of an interface that nobody implements and that has contracts besides.</summary>
    public bool IsUnannouncedOfInterface(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsAbstract: true }
        && type.FindImplementationForInterfaceMember(method) is not IMethodSymbol { IsPartialDefinition: true }
        && (type.FindImplementationForInterfaceMember(method) is not IMethodSymbol implementation || IsWoven(implementation))
        && method.ContainingType.GetMembers().OfType<IMethodSymbol>().Any(AttributeReading.IsAnnotated)
        && HasCoreWithConnection(method);

    private bool HasCoreWithConnection(IMethodSymbol method)
    {
        var problems = new List<DeclarationProblem>();
        var signature = Signature.Bind(method, compilation, problems);
        return problems.Count == 0 && CoreBinder.Find(type, signature, compilation) is { Model.Connection: not null };
    }

    private bool IsOfContract(IMethodSymbol method) => type.AllInterfaces
        .SelectMany(face => face.GetMembers(method.Name))
        .OfType<IMethodSymbol>()
        .Any(declared => declared.IsAnnotated() && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), method));

    /// <summary>Binds an annotated method of an interface.</summary>
    /// <returns><see langword="null"/> where a base class implements it, or the class's own partial method is annotated itself.</returns>
    public BoundMethod? BindOfInterface(IMethodSymbol method, IReadOnlyList<BoundMethod> before)
    {
        var problems = new List<DeclarationProblem>();
        var implementation = type.FindImplementationForInterfaceMember(method) as IMethodSymbol;
        if (implementation is null || implementation.ContainingType.TypeKind == TypeKind.Interface || IsWoven(implementation))
        {
            return Bind(method, method, FormOf(method, before), problems, isOfInterface: true);
        }

        if (!SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type) || implementation.IsAnnotated())
        {
            return null;
        }

        if (IsWithoutBody(implementation))
        {
            return Bind(method, implementation, MethodForm.Partial, problems, isOfInterface: true);
        }

        problems.Add(new(ProblemKind.ImplementedByHand, new(ProblemPlace.Type), [type.Name, $"{method.ContainingType.Name}.{method.Name}"]));
        return Bind(method, method, null, problems, isOfInterface: true);
    }

    /// <summary>Whether a method is partial and waits for its body; what the generator wrote itself does not count.</summary>
    private static bool IsWithoutBody(IMethodSymbol method) =>
        method.IsPartialDefinition && (method.PartialImplementationPart is not { } body || body.IsGenerated());

    // A rule sees the class with the method that the generator wrote for this one.
    private bool IsWoven(IMethodSymbol implementation) =>
        SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type) && !implementation.IsPartialDefinition && implementation.IsGenerated();

    // Implicit, unless the class or another interface has such a method already or it would show what others cannot see.
    private MethodForm FormOf(IMethodSymbol method, IReadOnlyList<BoundMethod> before)
    {
        var taken = type.GetMembers(method.Name).OfType<IMethodSymbol>().Concat(before.Select(static bound => bound.Method).Where(other => other.Name == method.Name));
        var isTaken = type.GetMembers(method.Name).Any(static member => member is not IMethodSymbol) || taken.Any(other =>
            other.Parameters.Length == method.Parameters.Length
            && other.Parameters.Zip(method.Parameters, static (left, right) => SymbolEqualityComparer.Default.Equals(left.Type, right.Type)).All(static same => same));
        var showsHidden = Accessibilities.IsPublic(type)
            && !method.Parameters.Select(static parameter => parameter.Type).Concat([method.ReturnType]).All(Accessibilities.IsPublic);
        return isTaken || showsHidden ? MethodForm.Explicit : MethodForm.Implicit;
    }

    private BoundMethod Bind(IMethodSymbol declared, IMethodSymbol woven, MethodForm? form, List<DeclarationProblem> problems, bool isOfInterface)
    {
        var declaration = Declaration.Bind(declared, compilation, cancellationToken);
        foreach (var parameter in declared.Parameters)
        {
            if (!source.IsMember && TypeText.Identifier(parameter.Name) == source.Expression)
            {
                problems.Add(new(ProblemKind.ParameterShadows, new(isOfInterface ? ProblemPlace.Type : ProblemPlace.Parameter, parameter.Ordinal), [parameter.Name]));
            }
        }

        if (declaration.Read?.Route is not null && form == MethodForm.Partial && !compilation.IsSymbolAccessibleWithin(woven, compilation.Assembly))
        {
            problems.Add(new(ProblemKind.Inaccessible, new(ProblemPlace.Method), [woven.Name]));
        }

        var core = declaration.Signature.Return == ReturnKind.Other || declaration.IsRefused ? null : CoreBinder.Find(type, declaration.Signature, compilation);
        if (form is not null)
        {
            CheckCore(declaration, core, problems, isOfInterface);
        }

        var refusal = declaration.Problems.Concat(problems).Concat(typeProblems).FirstOrDefault(static problem => problem.Kind > ProblemKind.LastThatOnlyWarns);
        var isRefused = refusal is not null || source.Expression.Length == 0;
        var model = form is { } value
            ? MethodModels.Of(type, declaration, woven, value, isRefused ? null : core, isRefused ? refusal?.Kind.ToString() ?? nameof(ProblemKind.NoReality) : string.Empty)
            : null;
        return new(declaration, isOfInterface, core?.Symbol, problems, model);
    }

    private void CheckCore(Declaration declaration, (IMethodSymbol Symbol, CoreModel Model)? core, List<DeclarationProblem> problems, bool isOfInterface)
    {
        if (declaration.IsRefused || !isRepository)
        {
            return;
        }

        var target = new ProblemTarget(isOfInterface ? ProblemPlace.Type : ProblemPlace.Method);
        if (core is null)
        {
            var nearest = CoreBinder.Candidates(type, declaration.Signature, compilation).FirstOrDefault();
            problems.Add(new(
                ProblemKind.NoCore,
                target,
                [
                    CoreBinder.NameOf(declaration.Method),
                    declaration.Method.Name,
                    CoreBinder.Expected(declaration.Signature),
                    nearest is null ? string.Empty : nearest.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                ]));
        }
    }
}
