using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>Writes what stands before a method's body, and the calls of its core.</summary>
internal static class MethodHead
{
    public static string Of(MethodModel method, bool isAsync)
    {
        var name = method.Form == MethodForm.Explicit ? $"{method.Interface}.{method.Name}" : method.Name;
        var parameters = string.Join(", ", method.Parameters.Select(static parameter => parameter.Declaration));
        return $"{method.Head}{(isAsync ? "async " : string.Empty)}{(method.Form == MethodForm.Partial ? "partial " : string.Empty)}"
            + $"{method.ReturnType} {name}{method.TypeParameters}({parameters}){method.Constraints}";
    }

    /// <summary>The <c>IReality</c> as a method can write it.</summary>
    public static string Reality(RepositoryModel repository, MethodModel method) =>
        repository.IsMember && method.Parameters.Any(parameter => parameter.Name == repository.Reality) ? $"this.{repository.Reality}" : repository.Reality;

    /// <summary>The caller's token.</summary>
    public static string TokenOf(MethodModel method) => method.Token?.Name ?? "global::System.Threading.CancellationToken.None";

    /// <summary>The call of a core.</summary>
    /// <param name="core">The core.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="token">The token.</param>
    /// <param name="parameter">What a parameter of the contract, by its ordinal, is given as.</param>
    public static string CallOf(CoreModel core, string connection, string token, Func<int, string> parameter) =>
        $"{core.Name}({string.Join(", ", core.Arguments.Select(argument => argument.Kind switch
        {
            CoreArgumentKind.Connection => connection,
            CoreArgumentKind.Token => token,
            _ => parameter(argument.Parameter),
        }))})";

    /// <summary>The connection of a read or write as a core asks for it.</summary>
    public static string ConnectionOf(CoreModel core, string access) => core.Connection is null or "global::System.Data.Common.DbConnection"
        ? $"{access}.Connection"
        : $"global::Reality.RealityReadExtensions.GetConnection<{core.Connection}>({access})";
}
