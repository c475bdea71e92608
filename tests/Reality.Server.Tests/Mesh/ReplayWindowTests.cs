using System.Globalization;
using Reality.Server.Mesh;
using Xunit;

namespace Reality.Server.Tests.Mesh;

public sealed class ReplayWindowTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void What_no_longer_fits_cannot_be_sent_again()
    {
        var window = new ReplayWindow(_clock, TimeSpan.FromSeconds(30), capacity: 3);
        var at = _clock.Now.ToUnixTimeMilliseconds();
        for (var i = 0; i < 5; i++)
            Assert.True(window.TryTake((UInt128)i, at + i));

        Assert.Equal(3, window.Count);
        for (var i = 0; i < 5; i++)
            Assert.False(window.TryTake((UInt128)i, at + i));
    }

    [Fact]
    public void What_the_clock_forgot_stays_refused_when_the_clock_is_set_back()
    {
        var window = new ReplayWindow(_clock, TimeSpan.FromSeconds(30));
        var at = _clock.Now.ToUnixTimeMilliseconds();
        Assert.True(window.TryTake(1, at));
        _clock.Now += TimeSpan.FromMinutes(5);
        Assert.True(window.TryTake(2, _clock.Now.ToUnixTimeMilliseconds()));
        Assert.Equal(1, window.Count);
        _clock.Now -= TimeSpan.FromMinutes(5);

        Assert.True(window.IsNear(at.ToString(CultureInfo.InvariantCulture), out _));
        Assert.False(window.TryTake(1, at));
    }

    [Theory]
    [InlineData(-30_001, false)]
    [InlineData(-30_000, true)]
    [InlineData(30_000, true)]
    [InlineData(30_001, false)]
    public void Clocks_may_differ_by_the_tolerance(long difference, bool isNear)
    {
        var window = new ReplayWindow(_clock, TimeSpan.FromSeconds(30));
        var at = (_clock.Now.ToUnixTimeMilliseconds() + difference).ToString(CultureInfo.InvariantCulture);

        Assert.Equal(isNear, window.IsNear(at, out _));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
