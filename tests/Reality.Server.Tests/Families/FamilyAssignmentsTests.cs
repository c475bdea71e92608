using Reality.Server.Families;
using Xunit;

namespace Reality.Server.Tests.Families;

/// <summary>Rule 2: which family keys count with, over the releases of an application.</summary>
public sealed class FamilyAssignmentsTests
{
    [Fact]
    public void Each_template_of_a_release_has_its_own_family()
    {
        var (first, merged) = FamilyAssignments.None.With(Patterns("chat:room:<id>", "chat:room:<id>:typing", "chat:<number>:pinned", "chat:rooms", "team:<a>:chat:<b>"));
        Assert.Empty(merged);
        Assert.Equal(
            "chat:<Int32>:pinned chat:*:pinned\nchat:room:<> chat:room:*\nchat:room:<>:typing chat:room:*:typing\nchat:rooms -\nteam:<>:chat:<> team:*:chat:*\n",
            first.Format());
        Assert.Equal(first.Format(), FamilyAssignments.Parse(first.Format()).Format());
    }

    [Fact]
    public void What_is_declared_again_or_no_more_changes_nothing()
    {
        var first = FamilyAssignments.None.With(Patterns("chat:room:<id>", "user:<id>:profile")).Assignments;
        Assert.Equal(first.Format(), first.With(Patterns("user:<other>:profile")).Assignments.Format());
        Assert.Equal(first.Format(), first.With(Patterns("user:<other>:profile")).Assignments.With(Patterns("chat:room:<id>")).Assignments.Format());
    }

    [Theory]
    [InlineData("chat:<kind>:general")]
    [InlineData("chat:room:general")]
    [InlineData("chat:room:<number>")]
    public void A_template_that_may_form_the_same_keys_joins_their_family(string later)
    {
        var first = FamilyAssignments.None.With(Patterns("chat:room:<id>")).Assignments;
        var (second, merged) = first.With(Patterns(later));
        Assert.Empty(merged);
        Assert.Equal("chat:room:*", second[Patterns(later)[0]]);
        Assert.Equal("chat:room:*", second[Patterns("chat:room:<id>")[0]]);
    }

    [Fact]
    public void A_template_that_meets_two_families_merges_them()
    {
        var first = FamilyAssignments.None.With(Patterns("chat:room:<id>", "chat:user:<id>", "chat:rooms:all", "chat:none:<id>:x")).Assignments;
        var (second, merged) = first.With(Patterns("chat:<kind>:all"));
        Assert.Equal(["chat:room:*", "chat:user:*"], merged["chat:*:all"].Order(StringComparer.Ordinal));
        foreach (var template in (string[])["chat:room:<id>", "chat:user:<id>", "chat:rooms:all", "chat:<kind>:all"])
            Assert.Equal("chat:*:all", second[Patterns(template)[0]]);

        Assert.Equal("chat:none:*:x", second[Patterns("chat:none:<id>:x")[0]]);
        Assert.Empty(second.With(Patterns("chat:room:<id>", "chat:user:<id>")).Merged);
    }

    /// <summary>A key that had no family and gets one changes for servers that know of it alone: they all have to hear.</summary>
    [Fact]
    public void A_template_that_takes_over_a_key_without_family_merges_it()
    {
        var first = FamilyAssignments.None.With(Patterns("chat:room:lobby", "chat:room:rules")).Assignments;
        var (second, merged) = first.With(Patterns("chat:<kind>:lobby"));
        Assert.Empty(Assert.Single(merged).Value);
        Assert.Equal("chat:*:lobby", second[Patterns("chat:room:lobby")[0]]);
        Assert.Null(second[Patterns("chat:room:rules")[0]]);
    }

    /// <summary>Whatever the order of releases: two templates that may form one key have one family.</summary>
    [Fact]
    public void Random_releases_agree_on_every_key()
    {
        string[] templates =
        [
            "a:x:<i>", "a:y:<i>", "a:<i>:x", "a:<i>:y", "a:x:x", "a:y:y", "a:x:y", "a:x:<number>", "a:<number>:y",
            "a:x:<i>:z", "a:<i>:x:<j>", "a:x:z:<i>", "b:<i>", "b:x",
        ];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var assignments = FamilyAssignments.None;
            for (var release = 0; release < 5; release++)
            {
                var declared = NoTwoAlike(templates.OrderBy(_ => random.Next()).Take(random.Next(1, 6)).Select(Release.Template));
                assignments = assignments.With([.. declared.Select(KeyPattern.Of)]).Assignments;
            }

            var known = templates.Select(text => Patterns(text)[0]).Where(pattern => assignments.Format().Contains(pattern.Text + " ", StringComparison.Ordinal)).ToList();
            foreach (var one in known)
            {
                foreach (var other in known.Where(other => other.MayOverlap(one) && !ApartByType(one, other)))
                    Assert.True(assignments[one] == assignments[other], $"seed {seed}: {one.Text} and {other.Text}");
            }
        }
    }

    private static List<RealityTemplate> NoTwoAlike(IEnumerable<RealityTemplate> templates)
    {
        var taken = new List<RealityTemplate>();
        foreach (var template in templates)
        {
            if (!taken.Exists(template.Overlaps))
                taken.Add(template);
        }

        return taken;
    }

    // A number is never x, y or z.
    private static bool ApartByType(KeyPattern one, KeyPattern other) =>
        one.Text.Split(':').Zip(other.Text.Split(':')).Any(static pair =>
            (pair.First == "<Int32>" && pair.Second[0] != '<') || (pair.Second == "<Int32>" && pair.First[0] != '<'));

    private static KeyPattern[] Patterns(params string[] templates) => [.. templates.Select(text => KeyPattern.Of(Release.Template(text)))];
}
