using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;

namespace Reality.Server.Declarations;

/// <summary>The templates of all modules as one.</summary>
internal sealed class DeclaredKeys
{
    private readonly RealityModule[] _modules;
    private readonly ILogger _logger;

    public DeclaredKeys(IEnumerable<RealityModule> modules, ILogger<DeclaredKeys> logger)
    {
        // A module registered twice, by two ways to its services, is one module.
        _modules = [.. modules.DistinctBy(module => (module.GetType(), module.Name))];
        _logger = logger;
        Templates = [.. _modules.SelectMany(module => module.Templates)];
    }

    public IReadOnlyList<RealityModule> Modules => _modules;

    public IReadOnlyList<RealityTemplate> Templates { get; }

    /// <summary>
    /// The template that forms a text. Text that templates of two modules form has none: which rule is right cannot be told, so nobody
    /// may read it.
    /// </summary>
    public RealityTemplate? Match(ReadOnlySpan<char> key)
    {
        RealityTemplate? found = null;
        foreach (var module in _modules)
        {
            if (module.Match(key) is not { } template)
                continue;

            if (found is not null)
            {
                _logger.AmbiguousKey(key.ToString());
                return null;
            }

            found = template;
        }

        return found;
    }
}
