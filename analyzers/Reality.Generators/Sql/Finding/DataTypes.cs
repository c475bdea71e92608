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
