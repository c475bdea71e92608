using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reality.Sql.Tests.Harness;

/// <summary>What PostgreSQL's own parser says of texts, by a Node script that is asked once for all of them.</summary>
internal static class PostgresParser
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Parses texts.</summary>
    /// <returns>An answer for each.</returns>
    public static async Task<IReadOnlyList<Answer>> ParseAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Case.Folder, "oracle");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "libpg-query")))
        {
            await RunAsync("npm", ["ci", "--ignore-scripts", "--loglevel=error"], folder, null, cancellationToken);
        }

        var input = string.Concat(texts.Select(static text => JsonSerializer.Serialize(text) + "\n"));
        var output = await RunAsync("node", ["oracle.mjs"], folder, input, cancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<Answer>(line, Web)!)];
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, string? input, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is missing: PostgreSQL's parser runs in Node.");
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(true);
            }
        }
    }

    /// <summary>What the parser found in one text.</summary>
    internal sealed record Answer(
        [property: JsonPropertyName("statements")] IReadOnlyList<Statement>? Statements,
        [property: JsonPropertyName("error")] string? Error);

    /// <summary>One statement: the tables in its <c>from</c> parts, and what it writes.</summary>
    internal sealed record Statement(string Kind, string[] Reads, string[] Writes);
}
