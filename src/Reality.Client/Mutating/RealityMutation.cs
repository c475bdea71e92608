using System.Diagnostics.CodeAnalysis;

namespace Reality.Client;

/// <summary>A change to send to the server, and what to show until the server's truth includes it.</summary>
/// <param name="send">
/// Sends the change. It is called once, or again for the next of several servers where no connection could be made: whether any other failed
/// request reached the server cannot be known, so repeating it is the caller's decision. An answer without success counts as failure.
/// </param>
public sealed class RealityMutation(Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> send)
{
    private readonly List<Layer> _layers = [];

    /// <summary>Shows a change of a key at once, before the server has answered.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">
    /// Makes the new payload from the one shown, which is the default value where there is none. It is applied again over each new truth
    /// until that includes the change, so it must not alter what it is given and must not depend on anything else; where the truth may
    /// come before the answer to the mutation, it should recognize its own change (by an id) and return what it was given.
    /// </param>
    /// <returns>This mutation.</returns>
    public RealityMutation Show<T>([StringSyntax(KeyText.Syntax)] string key, Func<T?, T> change)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(change);
        _layers.Add(new Layer(key, typeof(T), value => change((T?)value)));
        return this;
    }

    /// <inheritdoc cref="Show{T}(string, Func{T, T})"/>
    public RealityMutation Show<T>(IRealityKey<T> key, Func<T?, T> change)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Show(key.Text, change);
    }

    /// <summary>
    /// Has it sent only when the mutations that were asked to be in order before it, and show a change of the same key, are over, whether they
    /// succeeded or not. What it shows is shown at once all the same.
    /// </summary>
    /// <param name="queue">The name of a line to stand in, instead of those of its keys.</param>
    /// <returns>This mutation.</returns>
    public RealityMutation InOrder(string? queue = null)
    {
        (IsInOrder, Queue) = (true, queue);
        return this;
    }

    /// <summary>
    /// Whether the server is asked what changed, and what is shown stays until a payload includes it. Otherwise it goes with the success,
    /// and nothing is asked.
    /// </summary>
    public bool Verify { get; set; } = true;

    internal bool IsInOrder { get; private set; }

    internal string? Queue { get; private set; }

    internal Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> Send { get; } =
        send ?? throw new ArgumentNullException(nameof(send));

    internal IReadOnlyList<Layer> Layers => _layers;
}

/// <summary>What a mutation makes of one key.</summary>
internal sealed record Layer(string Key, Type PayloadType, Func<object?, object?> Change);
