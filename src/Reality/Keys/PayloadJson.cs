using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reality;

/// <summary>How payloads are read from JSON. Generated keys are its callers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadJson
{
    private static readonly ConditionalWeakTable<IJsonTypeInfoResolver, JsonSerializerOptions> Options = [];

    /// <summary>
    /// How a payload is read with what a context knows of it, in the form that servers write: <see cref="JsonSerializerDefaults.Web"/>,
    /// whatever options the context has for itself.
    /// </summary>
    /// <returns><see langword="null"/> where the context does not know the type.</returns>
    public static JsonTypeInfo? GetTypeInfo(IJsonTypeInfoResolver context, Type payload)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(payload);
        var options = Options.GetValue(context, static context => new(JsonSerializerDefaults.Web) { TypeInfoResolver = context });
        return options.TryGetTypeInfo(payload, out var type) ? type : null;
    }
}
