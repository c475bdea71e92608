namespace Reality.TypeScript.Tests.Shapes.Other;

internal sealed record Item(string Different);
