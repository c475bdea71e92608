namespace Reality.Generators.Shapes.Writing;

/// <summary>One repository to write: a value of every axis.</summary>
internal sealed record Shape(
    int Number,
    bool IsContract,
    Choice Id,
    Choice Payload,
    Choice Returns,
    Choice Strategy,
    Choice Access,
    Choice Template,
    Choice Name,
    Choice Source,
    Choice Connection,
    Choice Container,
    Choice Context,
    Choice Binding,
    Choice Fault)
{
    /// <summary>The values, in the order of the axes.</summary>
    public IEnumerable<Choice> Choices =>
        [Id, Payload, Returns, Strategy, Access, Template, Name, Source, Connection, Container, Context, Binding, Fault];

    /// <summary>The one rule that the shape calls for, if any.</summary>
    public string? Rule => Choices.Select(choice => choice.Rule).SingleOrDefault(rule => rule is not null)
        ?? (Strategy.Name == "Value" && !Payload.Scalar ? "RLT2006" : null);

    /// <summary>Whether the write stores the content's hash, so that equal content gets an equal hash.</summary>
    public bool IsHashed => Strategy.Name != "Version" && Fault.Name != "read without connection";

    /// <summary>The namespace that the shape's types stand in, with a dot behind it.</summary>
    public string Namespace => Container.Text switch
    {
        "global" => "global::",
        "block" => $"global::Shapes.Block{Number}.",
        _ => $"global::Shapes.Shape{Number}.",
    };

    public override string ToString() =>
        $"{Number} ({(IsContract ? "contract" : "class")}; {string.Join("; ", Choices)})";
}
