using System.Text;
using Reality.TypeScript.Facts;
using Reality.TypeScript.Metadata;
using Reality.TypeScript.Writing;

namespace Reality.TypeScript;

/// <summary>Reads the keys of a built assembly and writes them as TypeScript.</summary>
/// <param name="Assembly">The assembly's file.</param>
/// <param name="References">The files of assemblies that it uses; those beside it and those of this run time are looked at too.</param>
/// <param name="Client">Where the browser client is imported from.</param>
internal sealed record KeysRun(string Assembly, IReadOnlyList<string> References, string Client = KeysRun.DefaultClient)
{
    public const string DefaultClient = "@reality/client";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The text.</summary>
    /// <exception cref="KeysException">It cannot be made; the message says why.</exception>
    public string Write()
    {
        if (!File.Exists(Assembly))
        {
            throw new KeysException($"There is no assembly '{Assembly}'. Build the project first.");
        }

        var beside = Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(Assembly))!, "*.dll");
        // The framework itself where the build does not say which.
        var framework = References.Count > 0 ? [] : Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll");
        using var set = new AssemblySet([Assembly, .. References, .. References.Count > 0 ? [] : beside, .. framework]);
        try
        {
            var assembly = set.Assembly(Path.GetFileNameWithoutExtension(Assembly)) ?? throw new KeysException($"'{Assembly}' is no .NET assembly.");
            return KeysFile.Of(assembly.Name, KeyFacts.Of(assembly), Client);
        }
        catch (BadImageFormatException exception)
        {
            throw new KeysException($"An assembly cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the text into a file, which is left alone where it has that text already.</summary>
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="KeysException">It cannot be written; the message says why.</exception>
    public bool WriteTo(string output)
    {
        var text = Write();
        try
        {
            if (File.Exists(output) && File.ReadAllText(output, Encoding) == text)
            {
                return false;
            }

            var folder = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            // In one step: whoever watches the file never sees half of it.
            var temporary = Path.Combine(folder.FullName, Path.GetRandomFileName());
            File.WriteAllText(temporary, text, Encoding);
            File.Move(temporary, output, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeysException($"'{output}' cannot be written: {exception.Message}", exception);
        }
    }
}
