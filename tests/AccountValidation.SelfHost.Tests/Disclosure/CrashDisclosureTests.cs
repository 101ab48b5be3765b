using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>The output of a program that does not start, or fails while it starts.</summary>
public sealed class CrashDisclosureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Crash_ByAnUnhandledException_ShowsItsStackAndNoSeed()
    {
        var said = await EndAsync(("Logging__LogLevel__Default", "Nonsense"));

        Assert.Contains("Unhandled exception", said, StringComparison.Ordinal);
        Assert.Contains("   at ", said, StringComparison.Ordinal);
        AssertNoSeed(said);
    }

    [Theory]
    [InlineData("Callbacks__Secrets__0", "enE0L3NpZ25pbmcrc2VjcmV0L3NlZWQvenE0LzY3ODk=")]
    [InlineData("Callbacks__Secrets__0", "whsec_enE0L3NpZ25pbmcrc2VjcmV0L3NlZWQvenE0LzY3ODk=!")]
    [InlineData("Callbacks__DefaultUrl", "http://onboarding.example/cb-token-zQ4-seed-10#f")]
    [InlineData("Juspay__BaseUrl", "https://juspay-key+zQ4%2Fseed=5:@api.juspay.in/juspay-key+zQ4/seed=5")]
    [InlineData("Juspay__NotificationUser", "a:notify-pass+zQ4/seed=7")]
    [InlineData("Juspay__MerchantId", "juspay-key+zQ4/seed=5 x")]
    [InlineData("AzureWebJobsStorage", "AccountKey=caller-key+zQ4/seed=1")]
    public async Task Start_RefusedForASetting_NamesItAndDoesNotShowIt(string setting, string value)
    {
        var said = await EndAsync((setting, value));

        Assert.Contains(setting.Replace("__", ":", StringComparison.Ordinal), said, StringComparison.Ordinal);
        AssertNoSeed(said);
    }

    private async Task<string> EndAsync((string Name, string Value) setting)
    {
        await using var host = HostProcess.Start(
            new Dictionary<string, string>(Run.Settings(new("http://127.0.0.1:9"), _folder.Database))
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                [setting.Name] = setting.Value,
            });
        Assert.NotEqual(0, await host.EndAsync());
        return $"{host.Output}\n{host.Errors}";
    }

    private static void AssertNoSeed(string said) => Assert.DoesNotContain(Seed.All, seed => seed.IsIn(said));
}
