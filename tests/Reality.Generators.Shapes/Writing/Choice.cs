namespace Reality.Generators.Shapes.Writing;

/// <summary>One value of an axis. The table in <see cref="Axes"/> is written by hand: it says which rule each value calls for.</summary>
/// <param name="Name">What the value is called in test output.</param>
/// <param name="Text">The C# text that the value stands for; what it means depends on the axis.</param>
/// <param name="Rule">The rule that must be reported, and alone; <see langword="null"/> where the code must simply work.</param>
/// <param name="Extra">Further text that the value brings along, such as the declarations of its types. <c>§</c> is the shape's number.</param>
/// <param name="Sample">For ids and payloads: an expression that makes one; a payload's is made from <c>n</c>, a long.</param>
/// <param name="Scalar">For payloads: whether the strategy <c>Value</c> fits.</param>
internal sealed record Choice(string Name, string Text, string? Rule = null, string Extra = "", string Sample = "", bool Scalar = false)
{
    public override string ToString() => Name;
}
