using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>Runs the program as a process of its own, with the most detailed log, until it crashes.</summary>
public sealed class ProcessDisclosureTests : IDisposable
{
    private static readonly Place[] Places =
    [
        Place.Log,
        Place.Answer,
        Place.List,
        Place.Refusal,
        Place.Health,
        Place.Document,
        Place.Management,
        Place.Callback,
        Place.Database,
        Place.OtherFile,
    ];

    private readonly TempFolder _folder = new();
    private readonly Transcript _transcript = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("simple")]
    [InlineData("json")]
    public async Task Run_WithEverythingLogged_TellsEachThingWhereTheTableSaysAndNowhereElse(string formatter)
    {
        await using var juspay = await TalkativeJuspay.StartAsync();
        await using var receiver = await TalkativeReceiver.StartAsync(_transcript);
        var (host, address) = await HostProcess.StartListeningAsync(
            new Dictionary<string, string>(Run.Settings(juspay.Address, _folder.Database))
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Logging__LogLevel__Default"] = "Trace",
                // This setting overrides the categories of appsettings.json.
                ["Logging__Console__LogLevel__Default"] = "Trace",
                ["Logging__Console__FormatterName"] = formatter,
                ["Logging__Console__FormatterOptions__IncludeScopes"] = "true",
            });
        await using var running = host;
        using var caller = new Caller(address, _transcript);

        await new Run(address, caller, receiver).EverythingAsync();
        await host.KillAsync();

        _transcript.Add(Place.Log, host.Output);
        _transcript.Add(Place.Log, host.Errors);
        _transcript.AddFiles(_folder.Database);
        var expected = Allowed.At(Places).ToList();
        Assert.True(
            expected.SequenceEqual(_transcript.Found),
            $"{string.Join('\n', _transcript.Found.Except(expected))}\n"
                + $"missing: {string.Join(", ", expected.Except(_transcript.Found))}\n{_transcript.Show(expected)}");
        Assert.DoesNotContain(host.Output.Split(['\n', '\r']), line =>
            line.TrimStart().StartsWith("FORGED", StringComparison.Ordinal));
        Assert.Contains(
            "trce",
            host.Output.Replace("\"Trace\"", "trce", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }
}
