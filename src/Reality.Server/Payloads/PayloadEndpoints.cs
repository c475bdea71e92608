using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Reality.Server.Access;
using Reality.Server.Declarations;

namespace Reality.Server.Payloads;

/// <summary>Maps the routes that templates declare.</summary>
internal sealed class PayloadEndpoints(
    DeclaredKeys declared,
    KeyAccess access,
    PayloadReader reader,
    IOptions<JsonOptions> json,
    IOptions<RealityOptions> options) : IRealityTemplateVisitor<RequestDelegate>
{
    public IEnumerable<IEndpointConventionBuilder> Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var template in declared.Templates)
        {
            // A route that cannot be served is named at start, together with whatever else is wrong.
            if (template.Route is { } route && !PayloadRoute.Check(template).Any())
                yield return endpoints.MapMethods(route, [HttpMethods.Get, HttpMethods.Head], template.Accept(this)).WithDisplayName($"Reality: {template.Text}");
        }
    }

    public RequestDelegate Visit<TKey, T>(RealityTemplate<TKey, T> template)
        where TKey : struct, IRealityKey<T>
    {
        PayloadEndpoint<TKey, T>? endpoint = null;
        return context =>
        {
            // Not before the first request: options may still be configured while routes are mapped.
            endpoint ??= new(template, access, reader, (JsonTypeInfo<T>)json.Value.SerializerOptions.GetTypeInfo(typeof(T)), options.Value);
            return endpoint.HandleAsync(context);
        };
    }
}
