using System.Reflection;
using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Tests.Caching;

/// <summary>What passes from step to step must be comparable and must not keep a compilation alive.</summary>
public sealed class ModelTests
{
    public static TheoryData<Type> Models => [.. typeof(RealityGenerator).Assembly.GetTypes()
        .Where(static type => type.Namespace is "Reality.Generators.Models" or "Reality.Generators.Linking")
        .Where(static type => type != typeof(Linking.FileNames))
        .Where(static type => !type.IsEnum && type is { IsAbstract: false, IsGenericTypeDefinition: false } && !type.IsNested)];

    [Theory]
    [MemberData(nameof(Models))]
    public void No_model_can_hold_a_compiler_object(Type model)
    {
        foreach (var type in Reachable(model))
        {
            Assert.False(type.Assembly == typeof(Compilation).Assembly || type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true, $"{model} can hold a {type}.");
            Assert.False(type == typeof(object), $"{model} can hold anything.");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_is_equal_by_what_it_holds(Type model) =>
        Assert.True(typeof(IEquatable<>).MakeGenericType(model).IsAssignableFrom(model), $"{model} is compared by reference.");

    [Fact]
    public void Arrays_are_equal_by_their_elements()
    {
        EquatableArray<string> left = ["a", "b"];
        EquatableArray<string> right = ["a", "b"];

        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.NotEqual(left, ["a"]);
        Assert.Equal(default, new EquatableArray<string>([]));
    }

    private static HashSet<Type> Reachable(Type model)
    {
        var found = new HashSet<Type>();
        var open = new Stack<Type>([model]);
        while (open.TryPop(out var type))
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                foreach (var held in Parts(field.FieldType))
                {
                    if (found.Add(held) && held.Assembly == model.Assembly)
                    {
                        open.Push(held);
                    }
                }
            }
        }

        return found;
    }

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType
        ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : type.IsArray ? Parts(type.GetElementType()!) : [type];
}
