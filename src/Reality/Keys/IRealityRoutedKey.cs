using System.Text.Json.Serialization.Metadata;

namespace Reality;

/// <summary>A key whose payload has an address: a client can fetch it knowing nothing but the key.</summary>
/// <typeparam name="T">The payload.</typeparam>
public interface IRealityRoutedKey<out T> : IRealityKey<T>
{
    /// <summary>The address of the payload: the key's route with its values filled in, each escaped once, beginning with a slash.</summary>
    string Url { get; }

    /// <summary>
    /// How the payload is read from JSON, from the <c>JsonSerializerContext</c> that lists it; <see langword="null"/> where none does. A
    /// client then needs reflection.
    /// </summary>
    JsonTypeInfo? PayloadType { get; }
}
