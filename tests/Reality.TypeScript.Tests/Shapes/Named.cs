using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reality.TypeScript.Tests.Shapes;

internal abstract record Entity(long Id)
{
    public virtual string Kind => "entity";

    public int Shadowed => 1;

    public string? InheritedNote { get; init; }
}

internal sealed record Named(
    long Id,
    [property: JsonPropertyName("display-name")] string Name,
    [property: JsonPropertyName("$ref'")] string Reference,
    [property: JsonIgnore] string Secret,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string Never,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rare,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Often,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)] string Written) : Entity(Id)
{
    public override string Kind => "named";

    public new string Shadowed => "one";

    public string HTMLText => "html";

    public string _under_score => "under";

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; init; }

    public Named? Next { get; init; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Group), 2)]
[JsonDerivedType(typeof(Dot))]
internal abstract record Figure(string Label);

internal sealed record Circle(string Label, double Radius) : Figure(Label);

[JsonDerivedType(typeof(NamedGroup), "named")]
internal record Group(string Label, IReadOnlyList<Figure> Members) : Figure(Label);

internal sealed record NamedGroup(string Label, IReadOnlyList<Figure> Members, string Name) : Group(Label, Members);

internal sealed record Dot(string Label) : Figure(Label);

internal record Page<T>(IReadOnlyList<T> Items, T? First, int Total);

internal sealed record Numbers(
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long AsText,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] int[] AllAsText,
    [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double? Named,
    [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] List<double> AllNamed,
    Quoted Quoted);

[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
internal sealed record Quoted(int Number, decimal? Exact);

internal sealed record Strange(Money Money, [property: JsonConverter(typeof(MoneyConverter))] Money? Other, IReadable Readable, Outer.Inner Inner, Page<Page<int>> Pages, Base<string>.Nested Nested, Group Group);

[JsonConverter(typeof(MoneyConverter))]
internal readonly record struct Money(decimal Amount);

internal sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.Amount} EUR");
}

internal interface ILabelled
{
    string Label { get; }
}

internal interface IReadable : ILabelled
{
    int Length { get; }
}

internal sealed record Book(string Label, int Length, string NotInTheInterface) : IReadable;

internal static class Outer
{
    internal sealed record Inner(Record Record, Keys Keys);

    internal sealed record Record(int One);

    internal sealed record Keys(int Two);
}

internal static class Base<T>
{
    internal sealed record Nested(T? Value);
}

internal sealed record Same(Item Item, Other.Item Another);
