using Reality.Faults.History;
using Xunit;
using static Reality.Faults.Tests.Checking.CheckerTests;

namespace Reality.Faults.Tests.Checking;

/// <summary>Families, epochs, and databases that lose what they acknowledged.</summary>
public sealed class CheckerLivesTests
{
    [Fact]
    public void A_family_raises_all_its_keys() =>
        Check(new HistoryBuilder()
            .Write("w1", 1, ("f", 3))
            .Sync(2, ("f1", 0, 2), ("f2", 0, 2))
            .Write("w2", 1, ("f1", 4))
            .Sync(2, ("f1", 2, 3), ("f2", 2, 0))
            .Payload(2, "f1", 3, 7, writes: 2)
            .Audit(("f1", 3), ("f2", 2)));

    [Fact]
    public void A_family_bump_that_a_key_does_not_show_is_lost() =>
        Check(new HistoryBuilder().Commit("w1", ("f", 3)).Audit(("f1", 2), ("f2", 1)), lost: 1);

    [Fact]
    public void A_skip_across_a_family_bump_on_the_old_content_is_stale() =>
        Check(new HistoryBuilder().Write("w1", 1, ("f", 3)).Sync(2, ("f1", 1, 2)).Skip(2, "f1", 2, 0).Audit(("f1", 2)), stale: 1);

    [Fact]
    public void A_family_seen_by_one_key_and_not_by_another_is_torn() =>
        Check(new HistoryBuilder().Commit("w1", ("f", 3)).Sync(2, ("f1", 0, 2), ("f2", 0, 1)).Audit(("f1", 2), ("f2", 2)), torn: 1);

    [Fact]
    public void A_key_and_its_family_at_once_may_be_in_either_order()
    {
        var history = new HistoryBuilder()
            .During("w1", 3, [("f1", 2)], one => one.During("w2", 4, [], two => two
                .Commit("w2", ("f", 5))
                .Commit("w1", ("f1", 6))
                .Payload(1, "f1", 2, 6, writes: 1)
                .Payload(2, "f1", 2, 5, writes: 1)));
        Check(history.Audit(("f1", 3)));
    }

    [Fact]
    public void What_the_database_lost_is_nobodys_fault() =>
        Check(Replaced()
            .Sync(1, ("a", 3, 1_002))
            .Payload(1, "a", 1_002, 5, writes: 1)
            .Audit(("a", 1_002)));

    [Fact]
    public void Versions_of_a_new_epoch_are_held_to_its_base() =>
        Check(Replaced().Sync(1, ("a", 3, 1_002)).Sync(2, ("a", 0, 1_002)).Audit(("a", 1_001)), lost: 1);

    [Fact]
    public void What_the_database_kept_and_no_version_shows_is_stale() =>
        Check(Replaced().Sync(2, ("a", 3, 1_002), ("b", 0, 1_001)).Sync(3, ("a", 0, 1_001), ("b", 0, 1_001)).Audit(("a", 1_002)), stale: 1);

    [Fact]
    public void An_answer_of_the_database_that_was_replaced_is_stale()
    {
        var history = Replaced().Sync(1, ("a", 3, 1_002));
        history.History.Answers.Enqueue(new Answer(2, 1_000, 1_001, "first", [new Told("a", 0, 3)]));
        Check(history.Audit(("a", 1_002)), stale: 1);
    }

    [Fact]
    public void Versions_that_begin_anew_after_a_restore_are_back() =>
        Check(Replaced().Write("w3", 2, ("b", 1)).Sync(1, ("a", 3, 2)), back: 1, own: 1);

    [Fact]
    public void A_crash_may_lose_nothing() =>
        Check(new HistoryBuilder().Send("w1", 1, Outcome.Acknowledged, ("a", 2)).Sync(1, ("a", 2, 0)).Replace(0, "second").Sync(2, ("a", 2, 1_001)), lost: 2);

    [Fact]
    public void What_went_with_a_database_before_its_answer_came_is_nobodys_fault() =>
        Check(new HistoryBuilder()
            .Sync(2, ("a", 0, 1))
            .During("w1", 1, [("a", 2)], others => others.Commit("w1", ("a", 5)).Replace(0, "second"))
            .Sync(2, ("a", 1, 1_001), ("b", 0, 1_001)));

    [Fact]
    public void What_is_in_neither_database_of_its_time_is_lost() =>
        Check(new HistoryBuilder().During("w1", 1, [("a", 2)], others => others.Replace(0, "second")), lost: 1);

    [Fact]
    public void What_only_an_earlier_database_could_have_kept_is_lost() =>
        Check(new HistoryBuilder().Commit("w1", ("a", 5)).Replace(0, "second").Send("w1", 1, Outcome.Acknowledged), lost: 1);

    [Fact]
    public void A_write_that_leaves_no_line_is_not_looked_for()
    {
        var history = new HistoryBuilder();
        history.History.Writes.Enqueue(new Write(1, "w1", 1, 2, Outcome.Acknowledged, new Dictionary<string, long>()) { LeavesLine = false });
        Check(history);
    }

    // Two writes of which the second is lost with the first database.
    private static HistoryBuilder Replaced() =>
        new HistoryBuilder()
            .Write("w1", 1, ("a", 5))
            .Write("w2", 1, ("a", 6))
            .Sync(1, ("a", 0, 3))
            .Replace(kept: 1, "second");
}
