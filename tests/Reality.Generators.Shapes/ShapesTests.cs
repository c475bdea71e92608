using Reality.Generators.Shapes.Running;
using Reality.Generators.Shapes.Writing;
using Xunit;

namespace Reality.Generators.Shapes;

/// <summary>
/// Repositories that nobody wrote by hand. Set <c>REALITY_SHAPES_SEED</c> to try others; a failure names the seed and the shape.
/// </summary>
public sealed class ShapesTests
{
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("REALITY_SHAPES_SEED"), out var seed) ? seed : 20261122;

    private static readonly IReadOnlyList<Shape> Shapes = ShapeSet.Write(Seed, right: 200, timesEachFault: 3);

    [Fact]
    public void There_are_at_least_300_and_no_value_of_an_axis_is_left_out()
    {
        Assert.True(Shapes.Count >= 300, $"{Shapes.Count} shapes");
        var used = Shapes.SelectMany(shape => shape.Choices).ToHashSet();
        Choice[][] axes =
        [
            Axes.Ids, Axes.Payloads, Axes.Returns, Axes.Strategies, Axes.Accesses, Axes.Templates, Axes.Names, Axes.Sources,
            Axes.Connections, Axes.Containers, Axes.Contexts, Axes.Bindings, Axes.Faults,
        ];
        Assert.Superset(axes.SelectMany(axis => axis).ToHashSet(), used);
    }

    [Fact]
    public void Right_shapes_build_without_a_warning_and_work()
    {
        var project = WrittenProject.Write([.. Shapes.Where(shape => shape.Rule is null)]);
        var (code, output) = project.Build();
        Assert.True(code == 0, $"seed {Seed}: the build says\n{output}");
        (code, output) = project.Execute();
        Assert.True(code == 0, $"seed {Seed}\n{string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("ok ", StringComparison.Ordinal)))}");
        Assert.True(output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)) >= 30, output);
    }

    [Fact]
    public async Task Wrong_shapes_carry_exactly_their_rule()
    {
        var failures = new List<string>();
        foreach (var shape in Shapes.Where(shape => shape.Rule is not null))
        {
            var found = await CompiledShape.CompileAsync(shape, TestContext.Current.CancellationToken);
            var ids = found.Select(text => text.Split(' ')[0]).Distinct().ToArray();
            if (ids is not [var only] || only != shape.Rule)
            {
                failures.Add($"{shape}: expected {shape.Rule}, found {(found.Count == 0 ? "nothing" : string.Join("\n    ", found))}");
            }
        }

        Assert.True(failures.Count == 0, $"seed {Seed}: {failures.Count} shapes\n{string.Join("\n", failures)}");
    }
}
