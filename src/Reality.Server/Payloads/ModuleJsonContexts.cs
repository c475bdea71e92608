using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Reality.Server.Payloads;

/// <summary>Adds the JSON contexts that modules list to those of the application, which come first.</summary>
internal sealed class ModuleJsonContexts(IEnumerable<RealityModule> modules) : IConfigureOptions<JsonOptions>
{
    public void Configure(JsonOptions options)
    {
        var chain = options.SerializerOptions.TypeInfoResolverChain;
        var at = 0;
        foreach (var context in modules.SelectMany(module => module.JsonContexts))
        {
            if (!chain.Contains(context))
                chain.Insert(at++, context);
        }
    }
}
