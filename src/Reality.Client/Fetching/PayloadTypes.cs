using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reality.Client;

/// <summary>How payloads are read that no <c>JsonSerializerContext</c> lists.</summary>
internal static class PayloadTypes
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only where reflection is switched on, which trimming switches off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only where reflection is switched on, which compiling ahead of time switches off.")]
    internal static JsonTypeInfo Of(Type payload) => JsonSerializer.IsReflectionEnabledByDefault
        ? JsonSerializerOptions.Web.GetTypeInfo(payload)
        : throw new InvalidOperationException(
            $"No JsonSerializerContext lists the payload {payload}, and reflection is switched off here. "
            + $"Declare one beside the key: [JsonSerializable(typeof({payload.Name}))] on a partial class that derives from JsonSerializerContext.");
}
