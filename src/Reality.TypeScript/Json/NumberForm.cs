namespace Reality.TypeScript.Json;

/// <summary>How numbers are written; the values of <c>JsonNumberHandling</c>.</summary>
[Flags]
internal enum NumberForm
{
    Strict = 0,
    ReadFromString = 1,
    WriteAsString = 2,
    NamedFloats = 4,
}
