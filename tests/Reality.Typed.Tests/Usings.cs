global using Typed;

[assembly: Reality.RealityModule("Typed")]
