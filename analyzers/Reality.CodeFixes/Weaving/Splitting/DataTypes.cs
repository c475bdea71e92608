using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>Tells connections, transactions and data sources from other types.</summary>
internal static class DataTypes
{
    public static bool IsConnection(ITypeSymbol? type) => Is(type, KnownNames.Connection, "System.Data.IDbConnection");

    public static bool IsDataSource(ITypeSymbol? type) => Is(type, "System.Data.Common.DbDataSource");

    public static bool IsTransaction(ITypeSymbol? type) =>
        Is(type, "System.Data.Common.DbTransaction", "System.Data.IDbTransaction") || IsScope(type);

    public static bool IsScope(ITypeSymbol? type) => Is(type, "System.Transactions.TransactionScope");

    public static bool IsCommand(ITypeSymbol? type) => Is(type, "System.Data.Common.DbCommand", "System.Data.IDbCommand");

    private static bool Is(ITypeSymbol? type, params string[] names)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (names.Any(name => TypeText.Is(current, name)))
            {
                return true;
            }
        }

        return false;
    }
}
