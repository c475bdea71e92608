using Reality.Faults.Checking;
using Reality.Faults.History;
using Xunit;

namespace Reality.Faults.Tests.Checking;

/// <summary>The checker sees each kind of violation, and none where there is none.</summary>
public sealed class CheckerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_true_history_is_green(bool isSerial) =>
        Check(new HistoryBuilder(isSerial)
            .Sync(1, ("a", 0, 1), ("b", 0, 1))
            .Payload(1, "a", 1, 0, writes: 0)
            .Write("w1", 1, ("a", 5))
            .Sync(1, ("a", 1, 2), ("b", 1, 0))
            .Payload(1, "a", 2, 5, writes: 1)
            .Write("w2", 2, ("a", 0), ("b", 7))
            .Sync(1, ("a", 2, 3), ("b", 1, 2))
            .Skip(1, "a", 3, 5)
            .Payload(1, "b", 2, 7)
            .Sync(1, ("a", 3, 0), ("b", 2, 0))
            .Content(1, 4, 4)
            .Audit(("a", 3), ("b", 2)));

    [Fact]
    public void An_unknown_outcome_may_be_either() =>
        Check(new HistoryBuilder()
            .Send("w2", 1, Outcome.Unknown)
            .Commit("w1", ("a", 5))
            .Send("w1", 1, Outcome.Unknown)
            .Sync(1, ("a", 0, 2))
            .Audit(("a", 2)));

    [Fact]
    public void What_is_not_yet_acknowledged_may_be_seen_or_not() =>
        Check(new HistoryBuilder()
            .During("w1", 3, [("a", 2)], others => others.Commit("w1", ("a", 5)).Sync(1, ("a", 0, 1)).Sync(2, ("a", 0, 2)))
            .Sync(1, ("a", 1, 2))
            .Audit(("a", 2)));

    [Fact]
    public void Two_writes_at_once_may_be_seen_in_either_order()
    {
        var history = new HistoryBuilder()
            .During("w1", 3, [("a", 2)], one => one.During("w2", 4, [("b", 2)], two => two
                .Commit("w1", ("a", 5))
                .Commit("w2", ("b", 6))
                .Sync(1, ("a", 0, 1), ("b", 0, 2))));
        Check(history.Audit(("a", 2), ("b", 2)));
    }

    [Fact]
    public void A_server_that_may_lag_behind_may() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Sync(2, 5, ("a", 0, 1)).Audit(("a", 2)));

    [Fact]
    public void A_server_that_lags_behind_too_far_is_stale() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Sync(2, ("b", 0, 1)).Sync(2, ("b", 1, 0)).Sync(2, 2, ("a", 0, 1)).Audit(("a", 2)), stale: 1);

    [Fact]
    public void A_server_that_lags_behind_what_its_client_wrote_is_own() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Sync(1, 5, ("a", 0, 1)).Audit(("a", 2)), own: 1);

    [Fact]
    public void A_commit_that_raised_no_version_is_lost() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Commit("w2", ("a", 6)).Audit(("a", 2)), lost: 1);

    [Fact]
    public void A_version_that_no_commit_made_is_lost() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Audit(("a", 3)), lost: 1);

    [Fact]
    public void A_version_of_the_future_is_lost() => Check(new HistoryBuilder().Sync(1, ("a", 0, 2)).Audit(("a", 1)), lost: 1);

    [Fact]
    public void An_acknowledged_write_that_is_not_there_is_lost() =>
        Check(new HistoryBuilder().Send("w1", 1, Outcome.Acknowledged, ("a", 2)), lost: 1);

    [Fact]
    public void A_failed_write_that_is_there_is_lost() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Send("w1", 1, Outcome.Failed).Audit(("a", 2)), lost: 1);

    [Fact]
    public void One_version_told_to_two_writers_is_lost() =>
        Check(new HistoryBuilder().Send("w1", 1, Outcome.Acknowledged, ("x", 2)).Send("w2", 2, Outcome.Acknowledged, ("x", 2)), lost: 1);

    [Fact]
    public void Content_elsewhere_that_a_client_never_hears_of_is_lost() =>
        Check(new HistoryBuilder().Content(1, held: 3, actual: 4), lost: 1);

    [Fact]
    public void Unchanged_after_an_acknowledged_write_is_stale() =>
        Check(new HistoryBuilder().Sync(2, ("a", 0, 1)).Write("w1", 1, ("a", 5)).Sync(2, ("a", 1, 0)).Audit(("a", 2)), stale: 1);

    [Fact]
    public void An_old_version_after_an_acknowledged_write_is_stale() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Write("w2", 1, ("a", 6)).Sync(2, ("a", 0, 2)).Audit(("a", 3)), stale: 1);

    [Fact]
    public void An_old_payload_after_an_acknowledged_write_is_stale() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Payload(2, "a", 1, 0).Audit(("a", 2)), stale: 1);

    [Fact]
    public void A_refetch_skipped_on_other_content_is_stale() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Sync(2, ("a", 1, 2)).Skip(2, "a", 2, 0).Audit(("a", 2)), stale: 1);

    [Fact]
    public void A_version_that_falls_for_one_client_is_back() =>
        Check(
            new HistoryBuilder()
                .Commit("w1", ("a", 5))
                .Sync(1, ("a", 0, 2))
                .Payload(1, "a", 1, 0)
                .Sync(2, ("a", 0, 1))
                .Audit(("a", 2)),
            back: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Half_of_a_joined_write_is_torn(bool isSerial) =>
        Check(new HistoryBuilder(isSerial).Commit("w1", ("a", 5), ("b", 6)).Sync(1, ("a", 0, 2), ("b", 0, 1)).Audit(("a", 2), ("b", 2)), torn: 1);

    [Fact]
    public void A_later_write_without_an_earlier_one_is_torn_where_there_is_one_writer() =>
        Check(
            new HistoryBuilder(isSerial: true).Commit("w1", ("a", 5)).Commit("w2", ("b", 6)).Sync(1, ("a", 1, 0), ("b", 0, 2)).Audit(("a", 2), ("b", 2)),
            torn: 1);

    [Fact]
    public void A_write_without_one_that_was_acknowledged_before_it_was_sent_is_torn()
    {
        var history = new HistoryBuilder().During("w3", 3, [("c", 2)], others => others
            .Write("w1", 1, ("a", 5))
            .Write("w2", 2, ("b", 6))
            .Commit("w3", ("c", 1)));
        Check(history.Sync(4, 20, ("a", 0, 1), ("b", 0, 2)).Audit(("a", 2), ("b", 2), ("c", 2)), torn: 1);
    }

    [Fact]
    public void A_payload_under_another_versions_label_is_torn() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Payload(1, "a", 1, 5).Audit(("a", 2)), torn: 1);

    [Fact]
    public void A_payload_with_other_writes_than_its_label_says_is_torn() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 0)).Payload(1, "a", 1, 0, writes: 1).Audit(("a", 2)), torn: 1);

    [Fact]
    public void What_is_told_to_the_wrong_user_is_leaked() => Check(new HistoryBuilder().Leak(1), leaked: 1);

    [Fact]
    public void A_write_that_its_own_client_does_not_see_is_own() =>
        Check(new HistoryBuilder().Write("w1", 1, ("a", 5)).Sync(1, ("a", 1, 0)).Audit(("a", 2)), own: 1);

    [Fact]
    public void A_write_that_was_told_a_wrong_version_is_own() =>
        Check(new HistoryBuilder().During("w1", 1, [("a", 3)], others => others.Commit("w1", ("a", 5))).Audit(("a", 2)), own: 1);

    internal static void Check(HistoryBuilder builder, int lost = 0, int stale = 0, int back = 0, int torn = 0, int leaked = 0, int own = 0)
    {
        var verdict = Checker.Check(builder.Complete());
        Assert.True(
            (lost, stale, back, torn, leaked, own) == (verdict.Lost, verdict.Stale, verdict.Back, verdict.Torn, verdict.Leaked, verdict.Own),
            $"{verdict.Lost} {verdict.Stale} {verdict.Back} {verdict.Torn} {verdict.Leaked} {verdict.Own}: {string.Join("; ", verdict.Examples)}");
        Assert.Equal(verdict.Examples.Count == 0, verdict.IsGreen);
    }
}
