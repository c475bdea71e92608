namespace Reality.Faults.Serving;

/// <summary>A wall clock that can be set wrong.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public void Shift(TimeSpan by) => Volatile.Write(ref _shift, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _shift));
}
