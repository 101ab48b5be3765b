using System.CommandLine;

namespace AccountValidation.SelfHost.Hosting;

internal static class Commands
{
    /// <summary>Runs the command or option that the arguments name; without either, runs the service.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand(
            "AccountValidation, self-hosted. Without a command it runs the service. Settings follow as "
            + "--Juspay:Timeout=00:00:20; docs/settings.md lists them.")
        {
            BackupCommand.Create(),
            CheckConfigCommand.Create(),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, _) => ServeAsync([.. parsed.UnmatchedTokens]));
        return root.Parse(arguments)
            .InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static async Task<int> ServeAsync(string[] arguments)
    {
        ProgramArguments.Check(arguments);
        await using var app = SelfHostApp.Build(arguments);
        await app.RunAsync();
        return 0;
    }
}
