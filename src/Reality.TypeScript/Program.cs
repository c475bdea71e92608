namespace Reality.TypeScript;

/// <summary>
/// What the build runs: <c>reality-typescript FILE</c>, with one argument a line in the file. <c>assembly</c>, <c>output</c> and
/// <c>client</c> are followed by <c>=</c> and a value; every other line is the path of a reference.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var file] || !File.Exists(file))
        {
            Console.Error.WriteLine("reality-keys : error : usage: reality-typescript FILE, with lines assembly=…, output=…, client=… and the paths of references.");
            return 2;
        }

        var lines = File.ReadAllLines(file).Where(static line => line.Length > 0).ToList();
        string? Option(string name) => lines.FirstOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        try
        {
            var references = lines.Where(static line => !line.StartsWith("assembly=", StringComparison.Ordinal) && !line.StartsWith("output=", StringComparison.Ordinal)
                && !line.StartsWith("client=", StringComparison.Ordinal));
            var run = new KeysRun(
                Option("assembly") ?? throw new KeysException("The line assembly=… is missing."),
                [.. references],
                Option("client") is { Length: > 0 } client ? client : KeysRun.DefaultClient);
            var output = Option("output") ?? throw new KeysException("The line output=… is missing.");
            if (run.WriteTo(output))
            {
                Console.WriteLine($"{output} written");
            }

            return 0;
        }
        catch (KeysException exception)
        {
            // As MSBuild reads errors, so that it shows this one as its own.
            Console.Error.WriteLine($"reality-keys : error : {exception.Message}");
            return 1;
        }
    }
}
