using Microsoft.Extensions.Hosting;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A program that runs until <see cref="StopApplication"/>.</summary>
internal sealed class Lifetime : IHostApplicationLifetime
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted => new(canceled: true);

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => _stopping.Cancel();
}
