using System.Globalization;
using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The log lines on standard output.</summary>
public sealed class LogLineTests : IAsyncLifetime
{
    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Line_ByDefault_BeginsWithTheTimeInUtc()
    {
        var (started, _) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var host = started;

        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z info: AccountValidation", host.Output.Split('\n')[0]);
    }

    [Fact]
    public async Task Line_AsJson_IsAnObjectWithTheTimeInUtc()
    {
        var settings = _world.Settings;
        settings["Logging__Console__FormatterName"] = "json";
        var (started, _) = await HostProcess.StartListeningAsync(settings);
        await using var host = started;

        var line = JsonNode.Parse(host.Output.Split('\n')[0])!;

        Assert.StartsWith("AccountValidation ", line["Message"]!.GetValue<string>(), StringComparison.Ordinal);
        var time = DateTimeOffset.ParseExact(
            line["Timestamp"]!.GetValue<string>(),
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal);
        Assert.InRange(time, TimeProvider.System.GetUtcNow().AddMinutes(-2), TimeProvider.System.GetUtcNow());
    }
}
