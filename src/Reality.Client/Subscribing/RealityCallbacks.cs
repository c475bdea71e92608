namespace Reality.Client;

/// <summary>
/// What a subscriber wants to hear. Callbacks come in order and one at a time per subscription: on the
/// <see cref="SynchronizationContext"/> that was current when the subscription was made, or on the thread pool where there was none. One
/// that throws harms nobody else; it is reported as <see cref="RealityEventKind.CallbackFailed"/>.
/// </summary>
/// <typeparam name="T">The payload.</typeparam>
public sealed record RealityCallbacks<T>
{
    /// <summary>Called with each change of anything, first with what is known at subscription.</summary>
    public Action<RealityState<T>>? OnState { get; init; }

    /// <summary>
    /// Called whenever the data shown changes, with the default value where what was shown is withdrawn: the right to see it is lost, or
    /// the only thing shown was a mutation that failed.
    /// </summary>
    public Action<T?>? OnData { get; init; }

    /// <summary>Called with each new failure. Data that was held stays, unless the error is a <see cref="RealityRefusedException"/>.</summary>
    public Action<Exception>? OnError { get; init; }
}
