using Reality.CodeFixes.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.CodeFixes.Tests.Weaving;

public sealed class ReplacementFixTests
{
    [Fact]
    public Task The_nearest_template() => FixProject.Check(
        "RLT2005",
        Write("[RealityInvalidates({|RLT2005:\"chat:rom:<id>\"|})] // why", "string id"),
        Write("[RealityInvalidates(\"chat:room:<id>\")] // why", "string id"));

    [Fact]
    public Task Nothing_where_none_is_near() => FixProject.Of(Write("[RealityInvalidates({|RLT2005:\"billing:invoice:<id>\"|})]", "string id")).OffersNothing("RLT2005");
}
