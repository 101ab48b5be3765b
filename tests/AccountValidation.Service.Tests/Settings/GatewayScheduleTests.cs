using AccountValidation.Core;
using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Tests.Settings;

/// <summary>Schedules of single gateways, and the preset.</summary>
public sealed class GatewayScheduleTests
{
    [Fact]
    public void For_GatewayWithSettings_TakesTheRestFromTheGeneralOnes()
    {
        var settings = Configured.With(
            ("Recheck:FirstDelay", "00:00:02"),
            ("Recheck:Gateways:RAZORPAY:FirstDelay", "00:00:09"),
            ("Recheck:Gateways:RAZORPAY:Deadline", "240:00:00")).Settings;

        var general = RecheckSettings.Defaults with { FirstDelay = TimeSpan.FromSeconds(2) };
        Assert.Equal(general, settings.ToTerms(gateway: null).Recheck);
        Assert.Equal(general, settings.ToTerms("CASHFREE").Recheck);
        Assert.Equal(
            general with
            {
                FirstDelay = TimeSpan.FromSeconds(9),
                Deadline = TimeSpan.FromDays(10),
            },
            settings.ToTerms("razorpay").Recheck);
    }

    [Theory]
    [InlineData("Npci", RecheckPreset.Npci)]
    [InlineData("npci", RecheckPreset.Npci)]
    [InlineData("None", null)]
    [InlineData(null, null)]
    public void Preset_Written_IsTaken(string? text, RecheckPreset? expected) =>
        Assert.Equal(expected, Configured.With(("Recheck:Preset", text)).Settings.Recheck.General.Preset);

    [Fact]
    public void Preset_OfOneGateway_BindsThatGatewayOnly()
    {
        var settings = Configured.With(("Recheck:Preset", "Npci"), ("Recheck:Gateways:IMPS:Preset", "None")).Settings;
        Assert.Equal(RecheckPreset.Npci, settings.ToTerms("UPI").Recheck.Preset);
        Assert.Null(settings.ToTerms("IMPS").Recheck.Preset);
    }
}
