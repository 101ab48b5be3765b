using AccountValidation.SelfHost.Management;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.SelfHost.Tests.Management;

/// <summary>Query parameters are read as the extension reads them.</summary>
public sealed class ManagementQueryTests
{
    [Theory]
    [InlineData("2026-11-22T12:00:00Z", "2026-11-22T12:00:00.0000000+00:00")]
    [InlineData("2026-11-22T12:00:00", "2026-11-22T12:00:00.0000000+00:00")]
    [InlineData("2026-11-22T17:30:00%2B05:30", "2026-11-22T12:00:00.0000000+00:00")]
    [InlineData("2026-11-22", "2026-11-22T00:00:00.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("10:00", null)]
    [InlineData("now", null)]
    [InlineData("", null)]
    [InlineData("2026-11-22&at=2026-11-23", null)]
    public void Instant_AsWritten_IsReadInUtc(string text, string? instant) =>
        Assert.Equal(
            instant,
            Query("at=" + text).Instant("AT")?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Running", "Running")]
    [InlineData("Running,Suspended", "Running,Suspended")]
    [InlineData(" Running , 5 ", "Running,Terminated")]
    [InlineData("running,Nope", null)]
    [InlineData("", null)]
    public void Statuses_AsWritten_AreThoseKnown(string text, string? statuses)
    {
        var read = Query("runtimeStatus=" + Uri.EscapeDataString(text)).Statuses("runtimeStatus");

        Assert.Equal(statuses, read is null ? null : string.Join(',', read.Order()));
    }

    [Fact]
    public void Flag_Unreadable_IsTheDefault()
    {
        Assert.True(Query("showInput=yes").Flag("showInput", otherwise: true));
        Assert.False(Query("SHOWINPUT=FALSE").Flag("showInput", otherwise: true));
    }

    [Theory]
    [InlineData(null, true, null)]
    [InlineData("", true, null)]
    [InlineData("dmFsXzE=", true, "val_1")]
    [InlineData("dmFsXzE= ", true, "val_1")]
    [InlineData("val_1", false, null)]
    [InlineData("AAAA", false, null)]
    [InlineData("IA==", false, null)]
    public void Token_FromOutside_IsAnIdOrRefused(string? token, bool isRead, string? after)
    {
        Assert.Equal(isRead, InstanceToken.TryRead(token, out var read));
        Assert.Equal(after, isRead ? read : null);
    }

    private static QueryCollection Query(string text) =>
        new(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text));
}
