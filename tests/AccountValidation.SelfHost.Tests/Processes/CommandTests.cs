using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The output of the program when its arguments ask for anything except the service.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Secrets => Directory.CreateDirectory(_folder.File("secrets")).FullName;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Version_IsThatOfTheBuild()
    {
        var (exitCode, output, _) = await RunAsync(new() { }, "--version");

        Assert.Equal(0, exitCode);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", output);
    }

    [Fact]
    public async Task Help_NamesTheCommands()
    {
        var (exitCode, output, _) = await RunAsync(new() { }, "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("backup", output, StringComparison.Ordinal);
        Assert.Contains("check-config", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Argument 1 is no command; the commands are backup and check-config, and without a command the service runs. "
        + "Did you mean backup?",
        "bakcup",
        "/backups")]
    [InlineData("'verison' is neither an option nor a setting", "--verison")]
    [InlineData("'Juspy:Timeout' is neither an option nor a setting", "--Juspy:Timeout=00:00:20")]
    [InlineData("'--Juspay:Timeout' has no value", "--Juspay:Timeout")]
    [InlineData("Argument 1 is no command", "check-config", "nonsense")]
    public async Task Argument_Unknown_IsRefused(string sentence, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(Complete, arguments);

        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckConfig_Complete_ShowsWhatCountsAndNoSecret()
    {
        var settings = Complete;
        (
            settings["AzureWebJobsStorage"],
            settings["Juspay__NotificationUser"],
            settings["Juspay__NotificationPassword"]) = ("UseDevelopmentStorage=true", "juspay", "hidden-password");
        settings["Callbacks__DefaultUrl"] = "https://receiver.example/hidden-token?hidden=1";

        var (exitCode, output, errors) = await RunAsync(settings, "check-config", "--Juspay:Timeout=00:00:21");

        Assert.Equal((0, ""), (exitCode, errors.Trim()));
        Assert.Contains("Juspay:Timeout = 00:00:21", output, StringComparison.Ordinal);
        Assert.Contains("Juspay:ApiKey = ***", output, StringComparison.Ordinal);
        Assert.Contains("Callbacks:DefaultUrl = https://receiver.example/***", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output, StringComparison.Ordinal);
        Assert.DoesNotContain("DevelopmentStorage", output, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Database));
    }

    [Fact]
    public async Task CheckConfig_Faults_SaysAllOfThem()
    {
        var settings = Complete;
        settings["Juspay__Timeout"] = "soon";
        settings.Remove("Juspay__ApiKey");

        var (exitCode, _, errors) = await RunAsync(settings, "check-config");

        Assert.Equal(1, exitCode);
        Assert.Contains("Juspay:ApiKey: is missing", errors, StringComparison.Ordinal);
        Assert.Contains("Juspay:Timeout: 'soon'", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Database));
    }

    [Fact]
    public async Task SecretsDirectory_FilesAreSettings()
    {
        var settings = Complete;
        settings.Remove("Juspay__ApiKey");
        settings["SelfHost__SecretsDirectory"] = Secrets;
        await File.WriteAllTextAsync(
            Path.Combine(Secrets, "Juspay__ApiKey"),
            "hidden-key\n",
            TestContext.Current.CancellationToken);

        var (exitCode, output, _) = await RunAsync(settings, "check-config");

        Assert.Equal(0, exitCode);
        Assert.Contains("Juspay:ApiKey = ***", output, StringComparison.Ordinal);
        Assert.Contains($"SelfHost:SecretsDirectory = {Secrets}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretsDirectory_Missing_IsRefused()
    {
        var settings = Complete;
        settings["SelfHost__SecretsDirectory"] = _folder.File("nowhere");

        var (exitCode, _, errors) = await RunAsync(settings);

        Assert.Equal(1, exitCode);
        Assert.Contains("SelfHost:SecretsDirectory: " + _folder.File("nowhere"), errors, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Complete => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Juspay__ApiKey"] = "hidden-key",
        ["Callbacks__Secrets__0"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ["Api__Keys__onboarding"] = "hidden-key-of-a-caller",
        ["SelfHost__DatabasePath"] = _folder.Database,
    };

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        Dictionary<string, string> settings, params string[] arguments)
    {
        await using var host = HostProcess.Run(settings, arguments);
        return (await host.EndAsync(), host.Output, host.Errors);
    }
}
