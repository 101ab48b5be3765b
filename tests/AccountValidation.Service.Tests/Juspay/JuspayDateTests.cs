using System.Globalization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Service.Juspay;
using CsCheck;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Dates are read when they have one meaning, and are kept as text otherwise.</summary>
public sealed class JuspayDateTests
{
    private static readonly DateTimeOffset Five = new(2026, 11, 29, 5, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-29T05:00:00Z")]
    [InlineData("2026-11-29t05:00:00z")]
    [InlineData("2026-11-29T05:00:00.000Z")]
    [InlineData("2026-11-29T05:00:00.000000000Z")]
    [InlineData("2026-11-29T05:00Z")]
    [InlineData("2026-11-29T05:00:00")]
    [InlineData("2026-11-29T10:30:00+05:30")]
    [InlineData("2026-11-29T10:30:00+0530")]
    [InlineData("2026-11-29T10:00:00+05")]
    [InlineData("2026-11-28T21:00:00-08:00")]
    [InlineData("2026-11-29T05:00:00-00:00")]
    [InlineData("2026-11-29T10:30:00.000 +0530")]
    [InlineData("2026-11-29 05:00:00")]
    [InlineData("2026-11-29 05:00")]
    [InlineData("2026-11-29 5:00:00")]
    [InlineData("2026-11-29 05:00:00Z")]
    [InlineData("2026-11-29 05:00:00 Z")]
    [InlineData("2026-11-29 05:00:00 UTC")]
    [InlineData("2026-11-29 05:00:00 utc")]
    [InlineData("2026-11-29 05:00:00 GMT")]
    [InlineData("2026-11-29  05:00:00.0 UTC")]
    [InlineData("2026-11-29 10:30:00 +05:30")]
    [InlineData("  2026-11-29 05:00:00 UTC\n")]
    [InlineData("20261129T050000Z")]
    [InlineData("20261129T103000+0530")]
    [InlineData("Sun, 29 Nov 2026 05:00:00 GMT")]
    [InlineData("sun, 29 nov 2026 05:00:00 gmt")]
    [InlineData("Sun, 29 Nov 2026 10:30:00 +0530")]
    [InlineData("29 Nov 2026 05:00:00 GMT")]
    [InlineData("29 Nov 2026 05:00 +00:00")]
    public void Read_OneMeaningOnly_IsTheInstant(string text) => Assert.Equal(new(Five, null), JuspayDate.Read(text));

    [Theory]
    [InlineData("2026-11-29", 0)]
    [InlineData("2026-11-29T05:00:00.1234567Z", 180_001_234_567)]
    [InlineData("2026-11-29T05:00:00.12345678999Z", 180_001_234_567)]
    [InlineData("2026-11-29T05:00:00.5+00:00", 180_005_000_000)]
    [InlineData("Sun, 29 Nov 2026 05:00:01 GMT", 180_010_000_000)]
    [InlineData("2026-11-29 23:59:59 UTC", 863_990_000_000)]
    public void Read_OneMeaningOnly_IsExact(string text, long ticksOfTheDay) =>
        Assert.Equal(new(Five.AddHours(-5).AddTicks(ticksOfTheDay), null), JuspayDate.Read(text));

    [Theory]
    [InlineData("01/02/2026")]
    [InlineData("01-02-2026 05:00:00")]
    [InlineData("29/11/2026 05:00:00")]
    [InlineData("2026/11/29 05:00:00")]
    [InlineData("1796014800")]
    [InlineData("1796014800000")]
    [InlineData("1796014800.5")]
    [InlineData("20261129")]
    [InlineData("20261129050000")]
    [InlineData("05:00:00")]
    [InlineData("2026-11")]
    [InlineData("2026-W48-7")]
    [InlineData("2026-333")]
    [InlineData("26-11-29 05:00:00")]
    [InlineData("2026-11-31T05:00:00Z")]
    [InlineData("2026-11-29T24:00:00Z")]
    [InlineData("2026-11-29T05:00:60Z")]
    [InlineData("2026-11-29T05:00.5Z")]
    [InlineData("20261129T0500.5Z")]
    [InlineData("2026-11-29T05:00:00+15:00")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData("2026-11-29 05:00:00 IST")]
    [InlineData("2026-11-29 05:00:00 EST")]
    [InlineData("2026-11-29 05:00:00 PM")]
    [InlineData("2026-11-29T05:00:00Z[UTC]")]
    [InlineData("Mon, 29 Nov 2026 05:00:00 GMT")]
    [InlineData("Sun, 29 Nov 26 05:00:00 GMT")]
    [InlineData("Sun Nov 29 05:00:00 IST 2026")]
    [InlineData("Sun Nov 29 2026 10:30:00 GMT+0530 (India Standard Time)")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("yesterday")]
    [InlineData("\u0662\u0660\u0662\u0666-11-29")]
    [InlineData("2026-11-29\uFFFD05:00:00Z")]
    public void Read_SeveralMeaningsOrNone_IsTheText(string text) =>
        Assert.Equal(new(null, text), JuspayDate.Read($" {text}\t"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Read_NoDate_IsNeither(string? text) => Assert.Equal(default, JuspayDate.Read(text));

    [Fact]
    public void Read_LongText_IsCutWhereNoPairIs()
    {
        Assert.Equal(new string('x', 64), JuspayDate.Read(new string('x', 5000)).Unread);
        Assert.Equal(new string('x', 63), JuspayDate.Read(new string('x', 63) + "\U0001F600").Unread);
    }

    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:sszzz")]
    [InlineData("yyyy-MM-dd HH:mm:ss zzz")]
    [InlineData("yyyyMMdd'T'HHmmsszzz")]
    [InlineData("ddd, dd MMM yyyy HH:mm:ss zzz")]
    public void Read_AnyInstant_IsReadInEveryForm(string form) => Gen.DateTimeOffset.Sample(instant =>
    {
        var second = instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond));

        return JuspayDate.Read(second.ToString(form, CultureInfo.InvariantCulture)).Instant == second;
    });

    [Fact]
    public void Read_TwoUnixTimes_StayDifferent() => Gen.Select(Gen.UInt, Gen.UInt).Sample((one, other) =>
        one == other || JuspayDate.Read($"{one}") != JuspayDate.Read($"{other}"));

    [Fact]
    public void Read_AnyText_GivesOneOfBothAndCanBeKept() => Gen.String.Sample(text =>
    {
        var (instant, unread) = JuspayDate.Read(text);
        Assert.True(instant is null || unread is null);
        Assert.True(unread is null or { Length: > 0 and <= 64 });
        Assert.Equal(string.IsNullOrWhiteSpace(text), instant is null && unread is null);
    });

    [Fact]
    public void Read_TextThatIsKept_IsTheSameAgain()
    {
        var body = Samples.Utf8("""
            { "validation_status": "ACTIVE", "last_validated": "\ud83d 01/02/2026 \u00fc\ud83d\ude00" }
            """);
        var reply = AccountBody.Read(Samples.AccountId, body);

        var account = Assert.IsType<JuspayReply.Answered>(reply).Account;
        Assert.Equal("\uFFFD 01/02/2026 \u00FC\U0001F600", account.UnreadDate);
        Assert.Equal(reply, StepJson.DeserializeReply(StepJson.Serialize(reply)));
    }
}
