using System.CommandLine;
using Reality.Tool.Commands;

namespace Reality.Tool;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Looks after the storages of applications that use Reality, and writes their keys for browsers.")
        {
            NewEpochCommand.Create(),
            ScriptCommand.Create(),
            KeysCommand.Create(),
        };
        var arguments = root.Parse(args);
        var code = await arguments.InvokeAsync();
        return arguments.Errors.Count > 0 ? ExitCodes.Usage : code;
    }
}
