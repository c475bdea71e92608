using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Reality.Server.Payloads;

/// <summary>Adds the JSON contexts that modules list: behind those of the application, before reflection.</summary>
internal sealed class ModuleJsonContexts(IEnumerable<RealityModule> modules) : IConfigureOptions<JsonOptions>
{
    public void Configure(JsonOptions options)
    {
        var chain = options.SerializerOptions.TypeInfoResolverChain;
        var at = 0;
        while (at < chain.Count && chain[at] is not DefaultJsonTypeInfoResolver)
            at++;

        foreach (var context in modules.SelectMany(module => module.JsonContexts))
        {
            if (!chain.Contains(context))
                chain.Insert(at++, context);
        }
    }
}
