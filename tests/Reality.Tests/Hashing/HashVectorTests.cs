using System.Globalization;
using System.Text.Json;
using Reality.Tests.Vectors;

namespace Reality.Tests.Hashing;

/// <summary>Walks the golden vectors: representation, hash, and the text that is stored and sent.</summary>
public sealed class HashVectorTests
{
    private static readonly HashSecret Secret = new(Convert.FromHexString(VectorFile.Hashes.Text("secret")));

    [Fact]
    public void Representation_and_hash_are_those_of_the_vectors()
    {
        foreach (var vector in VectorFile.Hashes.Cases("cases"))
        {
            var name = vector.Text("name");
            var hash = new ContentHash<JsonElement>(VectorFile.Hashes.Text("shape"), (hasher, walk) =>
            {
                Walk(hasher, walk);
                Assert.True(vector.GetProperty("length").GetInt32() == hasher.Content.Length, name);
                if (vector.Text("bytes") is { } bytes)
                {
                    Assert.Equal((name, bytes), (name, Convert.ToHexStringLower(hasher.Content)));
                }
            });

            Assert.Equal((name, vector.Text("hash")), (name, hash.Compute(vector.GetProperty("walk"), Secret)));
            Assert.True(hash.Matches(vector.GetProperty("walk"), Secret, vector.Text("hash")));
            Assert.False(hash.Matches(vector.GetProperty("walk"), Secret, vector.Text("hash").AsSpan()[..^1]));
        }
    }

    [Fact]
    public void Cases_that_must_differ_do_and_cases_that_must_agree_do()
    {
        var hashes = VectorFile.Hashes.Cases("cases").ToDictionary(vector => vector.Text("name"), vector => vector.Text("hash"));
        Assert.Equal(hashes["set"], hashes["set, another order"]);
        Assert.NotEqual(hashes["set"], hashes["set with an element twice"]);
        Assert.NotEqual(hashes["dictionary"], hashes["dictionary, values changed over"]);
        Assert.NotEqual(hashes["one string"], hashes["the same letters"]);
        Assert.NotEqual(hashes["empty string"], hashes["no string"]);
        Assert.NotEqual(hashes["decimal 1.0"], hashes["decimal 1.00"]);
        Assert.NotEqual(hashes["positive zero"], hashes["negative zero"]);
        Assert.NotEqual(hashes["date and time"], hashes["date and time, another kind"]);
        Assert.NotEqual(hashes["offset"], hashes["the same moment, another offset"]);
        Assert.Equal(hashes.Count - 1, hashes.Values.Distinct().Count());
    }

    private static void Walk(ContentHasher hasher, JsonElement steps)
    {
        foreach (var step in steps.EnumerateArray())
        {
            Add(hasher, step[0].GetString()!, step[1]);
        }
    }

    private static void Add(ContentHasher hasher, string kind, JsonElement value)
    {
        var invariant = CultureInfo.InvariantCulture;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        switch (kind)
        {
            case "presence": Assert.Equal(value.GetBoolean(), hasher.AddPresence(value.GetBoolean())); break;
            case "count": hasher.AddCount(value.GetInt32()); break;
            case "boolean": hasher.Add(value.GetBoolean()); break;
            case "int8": hasher.Add(sbyte.Parse(text!, invariant)); break;
            case "uint8": hasher.Add(byte.Parse(text!, invariant)); break;
            case "int16": hasher.Add(short.Parse(text!, invariant)); break;
            case "uint16": hasher.Add(ushort.Parse(text!, invariant)); break;
            case "int32": hasher.Add(int.Parse(text!, invariant)); break;
            case "uint32": hasher.Add(uint.Parse(text!, invariant)); break;
            case "int64": hasher.Add(long.Parse(text!, invariant)); break;
            case "uint64": hasher.Add(ulong.Parse(text!, invariant)); break;
            case "int128": hasher.Add(Int128.Parse(text!, invariant)); break;
            case "uint128": hasher.Add(UInt128.Parse(text!, invariant)); break;
            case "char": hasher.Add(text![0]); break;
            case "half": hasher.Add(text == "NaN" ? BitConverter.UInt16BitsToHalf(0x7E01) : Half.Parse(text!, invariant)); break;
            case "single": hasher.Add(text == "NaN" ? BitConverter.UInt32BitsToSingle(0x7FC0_0001) : float.Parse(text!, invariant)); break;
            case "double": hasher.Add(text == "NaN" ? BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001) : double.Parse(text!, invariant)); break;
            case "decimal": hasher.Add(decimal.Parse(text!, invariant)); break;
            case "guid": hasher.Add(Guid.Parse(text!)); break;
            case "dateTime": hasher.Add(new DateTime(Ticks(value[0]), Enum.Parse<DateTimeKind>(value[1].GetString()!))); break;
            case "dateTimeOffset": hasher.Add(new DateTimeOffset(Ticks(value[0]), new TimeSpan(Ticks(value[1])))); break;
            case "timeSpan": hasher.Add(new TimeSpan(Ticks(value))); break;
            case "dateOnly": hasher.Add(DateOnly.ParseExact(text!, "yyyy-MM-dd", invariant)); break;
            case "timeOnly": hasher.Add(new TimeOnly(Ticks(value))); break;
            case "string": hasher.Add(text); break;
            case "uri": hasher.Add(text is null ? null : new Uri(text)); break;
            case "version": hasher.Add(text is null ? null : Version.Parse(text)); break;
            case "text": hasher.AddText(int.Parse(text!, invariant)); break;
            case "bytes": hasher.Add(text is null ? null : Convert.FromHexString(text)); break;
            case "span": hasher.Add(Convert.FromHexString(text!).AsSpan()); break;
            case "json": AddJson(hasher, text); break;
            case "unordered": AddUnordered(hasher, value); break;
            default: throw new InvalidOperationException($"The vectors have a step that is not known here: {kind}");
        }
    }

    private static void AddJson(ContentHasher hasher, string? raw)
    {
        if (raw is null)
        {
            hasher.Add(default(JsonElement));
            return;
        }

        using var document = JsonDocument.Parse(raw);
        hasher.Add(document.RootElement);
    }

    private static void AddUnordered(ContentHasher hasher, JsonElement elements)
    {
        var scope = hasher.BeginUnordered(elements.GetArrayLength());
        foreach (var element in elements.EnumerateArray())
        {
            Walk(hasher, element);
            scope.EndElement();
        }

        scope.End();
    }

    private static long Ticks(JsonElement text) => long.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
