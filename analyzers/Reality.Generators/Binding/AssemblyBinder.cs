using System.Text;
using Microsoft.CodeAnalysis;
using Reality.Generators.Facts;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Binds what the assembly as a whole says: the name of its module, and what its references declare.</summary>
internal static class AssemblyBinder
{
    public static AssemblyModel Bind(Compilation compilation, CancellationToken cancellationToken) =>
        new(
            ModuleOf(compilation.Assembly),
            ReferencedFacts.KeysOf(compilation, cancellationToken).ToEquatableArray(),
            ReferencedDomains.Clashing(compilation, cancellationToken).Keys.OrderBy(static domain => domain, StringComparer.Ordinal).ToEquatableArray(),
            TableBinder.DeclaredOf(compilation));

    /// <summary>The module's name: as <c>[RealityModule]</c> says, else the assembly's name as an identifier.</summary>
    private static string ModuleOf(IAssemblySymbol assembly)
    {
        var name = assembly.Find(KnownNames.Module)?.Text() is { Length: > 0 } given ? given : assembly.Name;
        var module = new StringBuilder(name.Length);
        var upper = true;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c))
            {
                upper = true;
                continue;
            }

            module.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return module.Length == 0 || char.IsDigit(module[0]) ? "_" + module : module.ToString();
    }
}
