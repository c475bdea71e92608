using Reality.Loop.Checking;
using Reality.Loop.History;
using Xunit;

namespace Reality.Loop.Tests;

/// <summary>The checker sees each kind of violation, and none where there is none.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void A_true_history_is_green()
    {
        var history = new HistoryBuilder()
            .Sync(1, ("a", 0, 1), ("b", 0, 1))
            .Payload(1, "a", 1, 0)
            .Write("w1", 1, ("a", 5))
            .Sync(1, ("a", 1, 2), ("b", 1, 0))
            .Payload(1, "a", 2, 5)
            .Write("w2", 2, ("a", 5), ("b", 7))
            .Sync(1, ("a", 2, 3), ("b", 1, 2))
            .Skip(1, "a", 3, 5)
            .Payload(1, "b", 2, 7)
            .Sync(1, ("a", 3, 0), ("b", 2, 0))
            .Final(("a", 3), ("b", 2));
        Check(history, lost: 0, stale: 0, back: 0, torn: 0, own: 0);
    }

    [Fact]
    public void An_unknown_outcome_may_be_either()
    {
        var history = new HistoryBuilder()
            .Commit("w1", ("a", 5))
            .Send("w1", 1, Outcome.Unknown, new() { ["a"] = 0 })
            .Send("w2", 1, Outcome.Unknown, new() { ["a"] = 0 })
            .Sync(1, ("a", 0, 2))
            .Final(("a", 2));
        Check(history, lost: 0, stale: 0, back: 0, torn: 0, own: 0);
    }

    [Fact]
    public void What_is_not_yet_acknowledged_may_be_seen_or_not()
    {
        var history = new HistoryBuilder()
            .Commit("w1", ("a", 5))
            .Sync(1, ("a", 0, 1))
            .Sync(2, ("a", 0, 2))
            .Send("w1", 3, Outcome.Acknowledged, new() { ["a"] = 2 })
            .Sync(1, ("a", 1, 2))
            .Final(("a", 2));
        Check(history, lost: 0, stale: 0, back: 0, torn: 0, own: 0);
    }

    [Fact]
    public void A_commit_that_raised_no_version_is_lost() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Commit("w2", ("a", 6)).Final(("a", 2)), lost: 1);

    [Fact]
    public void A_version_that_no_commit_made_is_lost() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Final(("a", 3)), lost: 1);

    [Fact]
    public void A_version_of_the_future_is_lost() => Check(new HistoryBuilder().Sync(1, ("a", 0, 2)).Final(("a", 1)), lost: 1);

    [Fact]
    public void An_acknowledged_write_that_is_not_there_is_lost() =>
        Check(new HistoryBuilder().Send("w1", 1, Outcome.Acknowledged, new() { ["a"] = 2 }), lost: 1);

    [Fact]
    public void A_failed_write_that_is_there_is_lost() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Send("w1", 1, Outcome.Failed, new() { ["a"] = 0 }).Final(("a", 2)), lost: 1);

    [Fact]
    public void Unchanged_after_an_acknowledged_write_is_stale() =>
        Check(new HistoryBuilder().Sync(2, ("a", 0, 1)).Write("w1", 1, ("a", 5)).Sync(2, ("a", 1, 0)).Final(("a", 2)), stale: 1);

    [Fact]
    public void An_old_version_after_an_acknowledged_write_is_stale() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Write("w2", 1, ("a", 6)).Sync(2, ("a", 0, 2)).Final(("a", 3)), stale: 1);

    [Fact]
    public void An_old_payload_after_an_acknowledged_write_is_stale() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Payload(2, "a", 1, 0).Final(("a", 2)), stale: 1);

    [Fact]
    public void A_refetch_skipped_on_other_content_is_stale() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Sync(2, ("a", 1, 2)).Skip(2, "a", 2, 0).Final(("a", 2)), stale: 1);

    [Fact]
    public void A_version_that_falls_for_one_client_is_back()
    {
        var history = new HistoryBuilder()
            .Commit("w1", ("a", 5))
            .Sync(1, ("a", 0, 2))
            .Payload(1, "a", 1, 0)
            .Sync(2, ("a", 0, 1))
            .Final(("a", 2));
        Check(history, back: 1);
    }

    [Fact]
    public void Half_of_a_joined_write_is_torn() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5), ("b", 6)).Sync(1, ("a", 0, 2), ("b", 0, 1)).Final(("a", 2), ("b", 2)), torn: 1);

    [Fact]
    public void A_later_write_without_an_earlier_one_is_torn() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Commit("w2", ("b", 6)).Sync(1, ("a", 1, 0), ("b", 0, 2)).Final(("a", 2), ("b", 2)), torn: 1);

    [Fact]
    public void A_payload_under_another_versions_label_is_torn() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Payload(1, "a", 1, 5).Final(("a", 2)), torn: 1);

    [Fact]
    public void A_write_that_its_own_client_does_not_see_is_own() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Sync(1, ("a", 1, 0)).Final(("a", 2)), own: 1);

    [Fact]
    public void A_write_that_was_told_a_wrong_version_is_own()
    {
        var history = new HistoryBuilder()
            .Commit("w1", ("a", 5))
            .Send("w1", 1, Outcome.Acknowledged, new() { ["a"] = 3 })
            .Final(("a", 2));
        Check(history, own: 1);
    }

    private static void Check(HistoryBuilder builder, int lost = 0, int stale = 0, int back = 0, int torn = 0, int own = 0)
    {
        var verdict = Checker.Check(builder.History);
        Assert.Equal((lost, stale, back, torn, own), (verdict.Lost, verdict.Stale, verdict.Back, verdict.Torn, verdict.Own));
        Assert.Equal(lost + stale + back + torn + own, verdict.Examples.Count);
        Assert.Equal(verdict.Examples.Count == 0, verdict.IsGreen);
    }
}
