using System.CommandLine;
using System.Data.Common;
using Reality.TypeScript;

namespace Reality.Tool.Commands;

/// <summary>Runs a command and tells what kept it, without what only its authors could read.</summary>
internal static class Reported
{
    public static async Task<int> RunAsync(ParseResult arguments, Func<TextWriter, Task> command)
    {
        try
        {
            await command(arguments.InvocationConfiguration.Output);
            return ExitCodes.Done;
        }
        catch (Exception exception) when (exception is ToolException or KeysException or DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
    }
}
