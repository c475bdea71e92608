[assembly: Reality.RealityModule("Loop")]
