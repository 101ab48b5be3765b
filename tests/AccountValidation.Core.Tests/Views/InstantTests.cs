using System.Text.Json;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Views;

namespace AccountValidation.Core.Tests.Views;

/// <summary>Instants are UTC, with milliseconds only when there are any.</summary>
public sealed class InstantTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new InstantConverter() } };

    public static TheoryData<DateTimeOffset, string> Instants => new()
    {
        { Make.Start, "2026-11-22T10:00:00Z" },
        { Make.Start.AddMilliseconds(7), "2026-11-22T10:00:00.007Z" },
        { Make.Start.AddTicks(1), "2026-11-22T10:00:00Z" },
        { Make.Start.ToOffset(TimeSpan.FromHours(5.5)), "2026-11-22T10:00:00Z" },
        { DateTimeOffset.MaxValue, "9999-12-31T23:59:59.999Z" },
    };

    [Theory]
    [MemberData(nameof(Instants))]
    public void Instant_Written_IsUtc(DateTimeOffset instant, string expected) =>
        Assert.Equal($"\"{expected}\"", JsonSerializer.Serialize(instant, Options));

    [Fact]
    public void Instant_ReadBack_IsTheSame() =>
        Assert.Equal(
            Make.Start.AddMilliseconds(123),
            JsonSerializer.Deserialize<DateTimeOffset>("\"2026-11-22T15:30:00.123+05:30\"", Options));
}
