using Reality.Simulation.Scheduling;

namespace Reality.Simulation.World;

/// <summary>What lies between servers, and between them and the storage: every way takes its time, and some messages are lost or come twice.</summary>
internal sealed class Network(Scheduler scheduler, Random random, Plan plan)
{
    public Scheduler Scheduler => scheduler;

    public Random Random => random;

    public bool ReadsAhead => plan.ReadsAhead;

    public TimeSpan Draw() => plan.Latency * random.NextDouble();

    public Task TravelAsync()
    {
        scheduler.ThrowIfForeign();
        return scheduler.Time.Delay(Draw());
    }

    public bool IsLost() => random.NextDouble() < plan.Loss;

    public bool IsDoubled() => plan.Loss > 0 && random.NextDouble() < 0.3;

    public bool StorageFails() => random.NextDouble() < plan.StorageFailures;
}
