[assembly: Reality.RealityModule("Faults")]
