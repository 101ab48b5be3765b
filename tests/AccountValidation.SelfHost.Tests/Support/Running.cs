namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>The program as a listening process, with a caller of its API. Disposal ends both.</summary>
internal sealed record Running(HostProcess Host, ServiceCaller Caller) : IAsyncDisposable
{
    /// <summary>Starts the program and waits until it listens.</summary>
    public static async Task<Running> StartAsync(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var (host, address) = await HostProcess.StartListeningAsync(settings);
        return new(host, new(address));
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await Host.DisposeAsync();
    }
}
