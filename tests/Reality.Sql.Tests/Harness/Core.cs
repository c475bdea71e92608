using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reality.Generators.Sql;
using Reality.Generators.Sql.Finding;
using Reality.Generators.Sql.Lexing;

namespace Reality.Sql.Tests.Harness;

/// <summary>Finds the SQL of a method <c>Core</c> in a class that a test writes.</summary>
internal static class Core
{
    private static readonly MetadataReference[] References =
    [
        .. Net100.References.All,
        .. new[] { typeof(Dapper.SqlMapper), typeof(Npgsql.NpgsqlConnection), typeof(Microsoft.Data.Sqlite.SqliteConnection) }
            .Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    /// <summary>What is found, a line each: the dialect and the texts, with ‹value› and ‹text› for holes.</summary>
    public static string[] Find(string members)
    {
        var tree = CSharpSyntaxTree.ParseText(
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Data;
            using System.Data.Common;
            using System.Threading.Tasks;
            using Dapper;
            using Microsoft.Data.Sqlite;
            using Npgsql;

            public enum State { Open, Done }

            public static class Elsewhere
            {
                public static Task<int> DoAsync(DbConnection db) => throw new Exception();
                public static CommandDefinition Make() => default;
                public static void Run(string text) { }
                public static readonly string Text = "select elsewhere from t";
                public static string Changing = "select changing from t";
            }

            public partial class Repository
            {
                {{members}}
            }
            """,
            cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("Core", [tree], References, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static one => one.Severity == DiagnosticSeverity.Error));
        var model = compilation.GetSemanticModel(tree);
        var core = (IMethodSymbol)compilation.GetTypeByMetadataName("Repository")!.GetMembers("Core").Single();
        return [.. SqlTexts.Of(core, new(at => at == tree ? model : null), TestContext.Current.CancellationToken).Uses.Select(Describe)];
    }

    private static string Describe(SqlUse use)
    {
        var dialect = use.Dialect switch { SqlDialect.PostgreSql => "postgres: ", SqlDialect.Sqlite => "sqlite: ", _ => string.Empty };
        var texts = string.Join(" | ", use.Text.Alternatives)
            .Replace(SqlHoles.Value.ToString(), "‹value›", StringComparison.Ordinal)
            .Replace(SqlHoles.Text.ToString(), "‹text›", StringComparison.Ordinal);
        return $"{dialect}{(use.Text.Unknown is { } unknown ? $"? {unknown}" : texts)}";
    }
}
