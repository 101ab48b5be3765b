namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Warns at the start that no receiver can verify a callback. The demo has its own banner, and an inbox that knows the
/// secret.
/// </summary>
internal sealed partial class GeneratedSecretWarning(ILogger<GeneratedSecretWarning> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogGenerated();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "DEVELOPMENT: Callbacks:Secrets is not set, so callbacks are signed with a generated secret that no "
            + "receiver knows. Set Callbacks:Secrets:0.")]
    private partial void LogGenerated();
}
