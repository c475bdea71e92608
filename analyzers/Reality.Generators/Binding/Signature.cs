using Microsoft.CodeAnalysis;
using Reality.Generators.Models;
using Reality.Generators.Sql.Finding;

namespace Reality.Generators.Binding;

/// <summary>The shape of a contract: what it returns and takes, and what of it cannot be woven.</summary>
internal sealed class Signature
{
    private Signature(IMethodSymbol method)
    {
        Method = method;
        (Return, Result) = ReturnOf(method.ReturnType);
    }

    public IMethodSymbol Method { get; }

    public ReturnKind Return { get; }

    /// <summary>The type of the result; <see langword="null"/> where there is none.</summary>
    public ITypeSymbol? Result { get; }

    public IParameterSymbol? Token { get; private set; }

    /// <summary>The parameters but the token.</summary>
    public IEnumerable<IParameterSymbol> Values => Method.Parameters.Where(parameter => !SymbolEqualityComparer.Default.Equals(parameter, Token));

    public static Signature Bind(IMethodSymbol method, Compilation compilation, List<DeclarationProblem> problems)
    {
        var signature = new Signature(method);
        signature.CheckMethod(problems);
        signature.CheckReturn(compilation, problems);
        foreach (var parameter in method.Parameters)
        {
            signature.CheckParameter(parameter, compilation, problems);
        }

        return signature;
    }

    public static (ReturnKind Kind, ITypeSymbol? Result) ReturnOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Arity: 0 } when TypeText.Is(type, KnownNames.Task) => (ReturnKind.Task, null),
        INamedTypeSymbol { Arity: 0 } when TypeText.Is(type, KnownNames.ValueTask) => (ReturnKind.ValueTask, null),
        INamedTypeSymbol { Arity: 1 } named when TypeText.Is(type, KnownNames.Task) => (ReturnKind.TaskOf, named.TypeArguments[0]),
        INamedTypeSymbol { Arity: 1 } named when TypeText.Is(type, KnownNames.ValueTask) => (ReturnKind.ValueTaskOf, named.TypeArguments[0]),
        _ => (ReturnKind.Other, null),
    };

    private void CheckMethod(List<DeclarationProblem> problems)
    {
        if (Method.IsStatic)
        {
            problems.Add(new(ProblemKind.StaticMethod, new(ProblemPlace.Method), [Method.Name]));
        }

        if (Method.IsGenericMethod)
        {
            problems.Add(new(ProblemKind.GenericMethod, new(ProblemPlace.Method), [Method.Name]));
        }

        for (var type = Method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
            {
                problems.Add(new(ProblemKind.GenericType, new(ProblemPlace.Method), [TypeText.Short(type)]));
                break;
            }
        }
    }

    private void CheckReturn(Compilation compilation, List<DeclarationProblem> problems)
    {
        if (Return == ReturnKind.Other || Method.ReturnsByRef || Method.ReturnsByRefReadonly)
        {
            problems.Add(new(
                ProblemKind.ReturnType,
                new(ProblemPlace.ReturnType),
                [Method.Name, TypeText.Short(Method.ReturnType), "Task, Task<T>, ValueTask or ValueTask<T>"]));
        }
        else if (Result is not null && !Accessibilities.CanBeNamed(Result, compilation))
        {
            problems.Add(new(ProblemKind.Inaccessible, new(ProblemPlace.ReturnType), [TypeText.Short(Result)]));
        }
    }

    private void CheckParameter(IParameterSymbol parameter, Compilation compilation, List<DeclarationProblem> problems)
    {
        var target = new ProblemTarget(ProblemPlace.Parameter, parameter.Ordinal);
        if (parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
        {
            problems.Add(new(ProblemKind.ParameterShape, target, [parameter.Name, TypeText.Short(parameter.Type)]));
        }
        else if (DataTypes.IsConnection(parameter.Type) || DataTypes.IsTransaction(parameter.Type))
        {
            problems.Add(new(ProblemKind.ConnectionParameter, target, [parameter.Name, TypeText.Short(parameter.Type), CoreBinder.NameOf(Method)]));
        }
        else if (!Accessibilities.CanBeNamed(parameter.Type, compilation))
        {
            problems.Add(new(ProblemKind.Inaccessible, target, [TypeText.Short(parameter.Type)]));
        }
        else if (TypeText.Is(parameter.Type, KnownNames.Token))
        {
            if (Token is null)
            {
                Token = parameter;
            }
            else
            {
                problems.Add(new(ProblemKind.SecondToken, target, [parameter.Name]));
            }
        }
    }
}
