using Microsoft.CodeAnalysis;

namespace Reality.Generators.Sql.Finding;

/// <summary>Recognizes the types of ADO.NET and Dapper, by name alone.</summary>
internal static class DataTypes
{
    public static bool IsDapper(ITypeSymbol? type) => type is { Name: "SqlMapper", ContainingNamespace: { Name: "Dapper", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsCommandDefinition(ITypeSymbol? type) =>
        type is { Name: "CommandDefinition", ContainingNamespace: { Name: "Dapper", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsCommand(ITypeSymbol? type) => Is(type, "DbCommand", "DbBatchCommand", "IDbCommand");

    public static bool IsConnection(ITypeSymbol? type) => Is(type, "DbConnection", "DbDataSource", "IDbConnection");

    public static bool IsTransaction(ITypeSymbol? type) => Is(type, "DbTransaction", "IDbTransaction");

    /// <summary>Whether whoever gets a value of the type can send SQL through it.</summary>
    public static bool GivesConnection(ITypeSymbol? type) => IsConnection(type) || IsTransaction(type)
        || type is { Name: "IRealityRead" or "IRealityWrite", ContainingNamespace: { Name: "Reality", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether a type is one of ADO.NET's own, whose instances send nothing but what they are given as text.</summary>
    public static bool IsOfAdo(ITypeSymbol type) => IsConnection(type) || IsCommand(type) || IsTransaction(type) || Is(type, "DbBatch", "DbProviderFactory");

    /// <summary>Whether a method raises versions by hand.</summary>
    public static bool IsBump(IMethodSymbol method) =>
        method is { Name: "UpdateNodeAsync" or "Bump", ContainingType: { Name: "IReality" or "IRealityWrite" or "IRealityElsewhere", ContainingNamespace: { Name: "Reality", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>The dialect that a provider's type speaks.</summary>
    public static SqlDialect DialectOf(ITypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            switch (at.ContainingNamespace?.ToDisplayString())
            {
                case "Npgsql":
                    return SqlDialect.PostgreSql;
                case "Microsoft.Data.Sqlite" or "System.Data.SQLite":
                    return SqlDialect.Sqlite;
            }
        }

        return SqlDialect.Unknown;
    }

    private static bool Is(ITypeSymbol? type, params string[] names)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (IsOneOf(at, names))
            {
                return true;
            }
        }

        return type is not null && type.AllInterfaces.Any(one => IsOneOf(one, names));
    }

    private static bool IsOneOf(ITypeSymbol type, string[] names) =>
        names.Contains(type.Name) && type.ContainingNamespace?.ToDisplayString() is "System.Data" or "System.Data.Common";
}
