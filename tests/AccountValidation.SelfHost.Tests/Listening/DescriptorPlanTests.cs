using AccountValidation.SelfHost.Listening;
using AccountValidation.Service.Settings;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.SelfHost.Tests.Listening;

public sealed class DescriptorPlanTests
{
    private const int Calls = 64;

    [Theory]
    [InlineData(1024, null)]
    [InlineData(4096, null)]
    [InlineData(4096, 1000)]
    [InlineData(65536, null)]
    public void Plan_AllAtOnce_LeavesTheProgramItsOwn(long limit, int? wanted)
    {
        var (plan, faults) = Read(limit, wanted);

        Assert.Empty(faults);
        Assert.True(plan.Connections + (2 * plan.Callbacks) + (2 * Calls) + 400 < limit, $"{plan}");
        Assert.InRange(plan.Callbacks, 8, 256);
        Assert.Equal(wanted ?? plan.Connections, plan.Connections);
    }

    [Fact]
    public void Plan_NoLimit_TakesTheDefaults() =>
        Assert.Equal(new(10_000, 256, null), Read(limit: null, wanted: null).Plan);

    [Fact]
    public void Plan_HighLimit_IsNoReasonForMoreMemory() =>
        Assert.Equal(10_000, Read(limit: 524_288, wanted: null).Plan.Connections);

    [Theory]
    [InlineData(512, null)]
    [InlineData(1024, 2000)]
    public void Plan_NoRoom_IsRefusedWithWhatIsNeeded(long limit, int? wanted)
    {
        var fault = Assert.Single(Read(limit, wanted).Faults);

        Assert.StartsWith("SelfHost:MaxConnections: ", fault, StringComparison.Ordinal);
        Assert.Contains($"may open {limit} files", fault, StringComparison.Ordinal);
        var needed = long.Parse(
            System.Text.RegularExpressions.Regex.Match(fault, "Raise the limit to ([0-9]+)").Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.Empty(Read(needed + 512, wanted).Faults); // More room allows more callbacks, too.
    }

    [Fact]
    public void Limit_OfThisProcess_IsRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only: /proc says it a second time.");
        var line = File.ReadLines("/proc/self/limits")
            .Single(text => text.StartsWith("Max open files", StringComparison.Ordinal));

        Assert.Equal(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], $"{DescriptorLimit.Read()}");
    }

    private static (DescriptorPlan Plan, IReadOnlyList<string> Faults) Read(long? limit, int? wanted)
    {
        var settings = new Dictionary<string, string?>
        {
            [DescriptorPlan.ConnectionsSetting] = wanted is { } number ? $"{number}" : null,
        };
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return (DescriptorPlan.Read(reader, Calls, limit), reader.Faults);
    }
}
