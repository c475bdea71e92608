namespace Reality.Generators.Sql;

/// <summary>Why a text is not understood.</summary>
/// <param name="Reason">What was found, as the end of the sentence "I do not know this SQL: …".</param>
/// <param name="Offset">Where, in characters from the start of the text.</param>
internal sealed record SqlUnknown(string Reason, int Offset);
