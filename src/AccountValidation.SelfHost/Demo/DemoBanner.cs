namespace AccountValidation.SelfHost.Demo;

/// <summary>Warns at the start that the program calls no real Juspay, and prints a command to try.</summary>
internal sealed partial class DemoBanner(Uri demo, IHostApplicationLifetime lifetime, ILogger<DemoBanner> logger)
    : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var address = demo.GetLeftPart(UriPartial.Authority);
        var inbox = address + DemoPaths.Inbox;
        LogDemo(address + DemoPaths.Simulator, inbox);
        lifetime.ApplicationStarted.Register(() =>
            LogTry(
                $$"""
                curl -i {{address}}/api/validations -H 'Content-Type: application/json' \
                    -d '{"customerId":"cst_demo","customerAccountId":"pending-5s-active","callbackUrl":"{{inbox}}"}'
                """,
                inbox));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "DEVELOPMENT: Juspay:ApiKey is not set, so no real Juspay is called and no money moves. The "
            + "embedded simulator answers at {Simulator}; "
            + "callbacks to loopback are allowed; without Callbacks:Secrets they are signed with a generated secret; "
            + "the demo inbox is at {Inbox}; "
            + "an account that was ACTIVE within 10 minutes is not paid again, unless Submission:ReuseWithin says "
            + "otherwise")]
    private partial void LogDemo(string simulator, string inbox);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Try this next:\n\n  {Curl}\n\nand a few seconds later open {Inbox}\n")]
    private partial void LogTry(string curl, string inbox);
}
