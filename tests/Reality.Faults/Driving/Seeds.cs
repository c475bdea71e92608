namespace Reality.Faults.Driving;

/// <summary>Seeds for the parts of a run. Not <see cref="HashCode"/>: a seed means the same in every process.</summary>
internal static class Seeds
{
    public static int Of(int seed, int part) => unchecked((seed * 7919) + (part * 104729) + 17);
}
