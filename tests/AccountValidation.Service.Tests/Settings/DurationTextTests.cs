using AccountValidation.Service.Settings;
using CsCheck;

namespace AccountValidation.Service.Tests.Settings;

/// <summary>Durations as settings write them.</summary>
public sealed class DurationTextTests
{
    [Theory]
    [InlineData("72:00:00", 72 * 3600)]
    [InlineData("00:00:30", 30)]
    [InlineData("0:00:30", 30)]
    [InlineData("24:00:00", 24 * 3600)]
    [InlineData("8760:00:00", 8760 * 3600)]
    [InlineData("3.00:00:00", 72 * 3600)]
    [InlineData("1.25:00:00", 49 * 3600)]
    [InlineData("00:00:00.5", 0.5)]
    [InlineData("00:00:00.0000001", 0.0000001)]
    public void TryParse_Duration_IsRead(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("30s")]
    [InlineData("00:30")]
    [InlineData("00:60:00")]
    [InlineData("00:00:60")]
    [InlineData("-00:00:30")]
    [InlineData("00:00:00.")]
    [InlineData("00:00:00.12345678")]
    [InlineData("100000:00:00")]
    [InlineData("10000.00:00:00")]
    [InlineData(" 00:00:30")]
    [InlineData("00:00:30\n")]
    [InlineData("\u0667\u0662:00:00")]
    public void TryParse_NoDuration_IsFalse(string text)
    {
        Assert.False(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.Zero, duration);
    }

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(10, "00:00:00.010")]
    [InlineData(90_061_000, "25:01:01")]
    [InlineData(31_536_000_000, "8760:00:00")]
    public void Of_Duration_IsWritten(long milliseconds, string text) =>
        Assert.Equal(text, DurationText.Of(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void TryParse_WhatOfWrote_IsTheSame() => Gen.Long[0, 99_999L * 3_600_000].Sample(milliseconds =>
    {
        var duration = TimeSpan.FromMilliseconds(milliseconds);
        return DurationText.TryParse(DurationText.Of(duration), out var read) && read == duration;
    });

    [Fact]
    public void TryParse_AnyText_DoesNotThrow() =>
        Gen.String.Sample(text => DurationText.TryParse(text, out _) || true);
}
