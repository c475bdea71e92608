using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Reality.TypeScript.Tests.Checking;

/// <summary>A folder of TypeScript, checked as strictly as the compiler can and run by Node.</summary>
internal sealed class TypeScriptFolder : IDisposable
{
    private const string Config = """
        {
          "compilerOptions": {
            "target": "ES2022", "module": "ESNext", "moduleResolution": "Bundler", "lib": ["ES2022"], "types": [], "skipLibCheck": true,
            "strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true, "noImplicitReturns": true,
            "noUnusedLocals": true, "noUnusedParameters": true, "noPropertyAccessFromIndexSignature": true, "isolatedModules": true, "verbatimModuleSyntax": true
          },
          "include": ["*.ts"], "exclude": ["*.d.ts"]
        }
        """;

    private static readonly Lazy<Task> Installed = new(InstallAsync);

    private readonly string _folder = Directory.CreateTempSubdirectory("reality-typescript-").FullName;

    private TypeScriptFolder()
    {
    }

    /// <summary>A folder with the browser client's way to form keys.</summary>
    public static async Task<TypeScriptFolder> CreateAsync()
    {
        await Installed.Value;
        var folder = new TypeScriptFolder();
        folder.Write("tsconfig.json", Config);
        folder.Write("package.json", """{ "type": "module" }""");
        var client = Path.Combine(Project, "../../src/Reality.Client.Web/dist");
        foreach (var file in Directory.EnumerateFiles(client, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(client, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[file])!);
            File.Copy(Path.Combine(client, file), folder[file]);
        }

        return folder;
    }

    public string this[string file] => Path.Combine(_folder, file);

    public void Write(string file, string text) => File.WriteAllText(this[file], text);

    /// <summary>Compiles everything.</summary>
    /// <returns>What the compiler finds fault with; nothing where it finds none.</returns>
    public async Task<string> CompileAsync() => (await RunAsync("node", _folder, Path.Combine(Project, "node_modules/typescript/bin/tsc"), "-p", ".")).Output;

    /// <summary>Runs a compiled file.</summary>
    public async Task<string> RunAsync(string file)
    {
        var (code, output) = await RunAsync("node", _folder, file);
        Assert.True(code == 0, output);
        return output;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, string folder, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (output + await error).Trim());
    }

    /// <summary>The folder of this project's source.</summary>
    public static string Project { get; } = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;

    private static string ThisFile([CallerFilePath] string file = "") => file;

    private static async Task InstallAsync()
    {
        Assert.SkipWhen(!Exists("npm") || !Exists("node"), "Node and npm are missing.");
        if (!File.Exists(Path.Combine(Project, "node_modules/typescript/bin/tsc")))
        {
            var (code, output) = await RunAsync("npm", Project, "ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error");
            Assert.True(code == 0, output);
        }
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
