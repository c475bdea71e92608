using System.CommandLine;
using Reality.TypeScript;

namespace Reality.Tool.Commands;

/// <summary>Writes the keys of a built assembly as TypeScript: what a build does where <c>RealityTypeScriptOutput</c> is set.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var assembly = new Argument<string>("assembly") { Description = "The built assembly, such as bin/Debug/net10.0/Chat.dll." };
        var output = new Option<string>("--output", "-o") { Description = "The file to write. It is left alone where nothing has changed. The text is printed where this is left out." };
        var client = new Option<string>("--client") { Description = "Where the file imports the browser client from.", DefaultValueFactory = static _ => KeysRun.DefaultClient };
        var references = new Option<string[]>("--reference", "-r")
        {
            Description = "An assembly that payloads come from, or a folder of such, besides the folder of the assembly itself.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("keys", "Writes the typed keys that an assembly and its references declare, with the types of their payloads, as TypeScript.")
        {
            assembly,
            output,
            client,
            references,
        };
        command.SetAction((arguments, _) => Reported.RunAsync(arguments, async printed =>
        {
            var run = new KeysRun(arguments.GetValue(assembly)!, [.. Files(arguments.GetValue(assembly)!, arguments.GetValue(references) ?? [])], arguments.GetValue(client)!);
            if (arguments.GetValue(output) is not { } file)
            {
                await printed.WriteAsync(run.Write());
                return;
            }

            await printed.WriteLineAsync(run.WriteTo(file) ? $"{file} written" : $"{file} is up to date");
        }));
        return command;
    }

    private static IEnumerable<string> Files(string assembly, IEnumerable<string> references)
    {
        var folders = references.Prepend(Path.GetDirectoryName(Path.GetFullPath(assembly))!).Append(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        return folders.SelectMany(static IEnumerable<string> (path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.dll").Order(StringComparer.Ordinal) : [path]);
    }
}
