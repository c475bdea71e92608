namespace Reality.Generators.Shapes.Writing;

/// <summary>Combines the axes, from a seed: shapes that must work, and shapes each with one value that a rule must refuse or warn of.</summary>
internal sealed class ShapeSet
{
    private readonly Random _random;
    private readonly List<Shape> _shapes = [];

    private ShapeSet(int seed) => _random = new Random(seed);

    public static IReadOnlyList<Shape> Write(int seed, int right, int timesEachFault)
    {
        var set = new ShapeSet(seed);
        for (var i = 0; i < right; i++)
        {
            set.AddRight(i);
        }

        set.AddWrong(timesEachFault);
        return set._shapes;
    }

    private void AddRight(int turn)
    {
        // Each axis is walked through in turn, from a random start, so that no value is left out; the combination is random.
        Add(Random(turn, Turn(Axes.Payloads, turn)));
    }

    private void AddWrong(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Each(Axes.Ids, (shape, choice) => shape with { Id = choice });
            Each(Axes.Payloads, (shape, choice) => shape with { Payload = choice, Strategy = Axes.Strategies[0] });
            Each(Axes.Returns, (shape, choice) => shape with { Returns = choice });
            Each(Axes.Accesses, (shape, choice) => shape with { Access = choice });
            Each(Axes.Templates, (shape, choice) => shape with { Template = choice });
            Each(Axes.Sources, (shape, choice) => shape with { Source = choice });
            Each(Axes.Containers, (shape, choice) => shape with { Container = choice });
            Each(Axes.Bindings, (shape, choice) => shape with { Binding = choice });
            Each(Axes.Faults, (shape, choice) => shape with { Fault = choice });
            Add(Plain() with { Strategy = Axes.Strategies.Single(choice => choice.Name == "Value"), Payload = Pick(Axes.Payloads.Where(choice => choice.Rule is null && !choice.Scalar)) });
        }
    }

    private void Each(Choice[] axis, Func<Shape, Choice, Shape> set)
    {
        foreach (var choice in axis.Where(choice => choice.Rule is not null))
        {
            Add(set(Plain(), choice));
        }
    }

    private void Add(Shape shape) => _shapes.Add(Fit(shape) with { Number = _shapes.Count + 1 });

    /// <summary>A random right shape whose fault axis is at rest, so that a wrong value stands alone.</summary>
    private Shape Plain() => Random(_random.Next(1000), Pick(Right(Axes.Payloads))) with { Fault = Axes.Faults[0], Context = Axes.Contexts[0], Name = Axes.Names[0] };

    private Shape Random(int turn, Choice payload) => new(
        0,
        _random.Next(3) == 0,
        Turn(Axes.Ids, turn),
        payload,
        Pick(Right(Axes.Returns)),
        Pick(Axes.Strategies.Where(choice => payload.Scalar || choice.Name != "Value")),
        Pick(Right(Axes.Accesses)),
        Pick(Right(Axes.Templates)),
        Turn(Axes.Names, turn / 2),
        Pick(Right(Axes.Sources)),
        Pick(Axes.Connections),
        Turn(Axes.Containers, turn / 3),
        Pick(Axes.Contexts),
        Pick(Right(Axes.Bindings)),
        Turn(Axes.Faults, turn));

    /// <summary>Takes back what cannot stand together in C#, or what another row of the table already speaks of.</summary>
    private static Shape Fit(Shape shape)
    {
        if (shape.Fault.Name is "static method" or "not partial" or "parameter named reality")
        {
            shape = shape with { IsContract = false };
        }

        // A parameter of that name is what <result…> then binds to.
        if (shape.Binding.Name == "result" && shape.Name.Name == "result")
        {
            shape = shape with { Name = Axes.Names[0] };
        }

        if (shape.Fault.Name == "parameter named reality")
        {
            shape = shape with { Source = Axes.Sources[0] };
        }

        if (shape.Fault.Name is "params" or "ref parameter" or "span parameter" or "no core" or "core of other parameters")
        {
            shape = shape with { Binding = Axes.Bindings[0] };
        }

        return shape;
    }

    private Choice Pick(IEnumerable<Choice> choices)
    {
        var all = choices.ToArray();
        return all[_random.Next(all.Length)];
    }

    private static Choice Turn(Choice[] axis, int turn)
    {
        var right = Right(axis).ToArray();
        return right[turn % right.Length];
    }

    private static IEnumerable<Choice> Right(Choice[] axis) => axis.Where(choice => choice.Rule is null);
}
