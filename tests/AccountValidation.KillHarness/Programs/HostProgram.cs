namespace AccountValidation.KillHarness.Programs;

/// <summary>The self-host, started again and again on one address and one database file.</summary>
/// <param name="program">The published program.</param>
/// <param name="settings">What it is started with.</param>
internal sealed class HostProgram(string program, HostSettings settings) : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private ProgramProcess? _process;

    public HostSettings Settings => settings;

    /// <summary>The number of the process that runs.</summary>
    public int ProcessId => Running.Id;

    private ProgramProcess Running => _process ?? throw new InvalidOperationException("The program does not run.");

    /// <summary>Starts it, and does not wait.</summary>
    public void Start() => _process = ProgramProcess.Start(["dotnet", program], settings.ToEnvironment());

    /// <summary>Waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended by itself: what it said.</exception>
    public async Task ListensAsync(CancellationToken cancellationToken)
    {
        for (
            var left = LongestStart;
            !Running.OutputLines.Any(line => line.Contains("Now listening on", StringComparison.Ordinal));
            left -= Pause)
        {
            if (Running.HasExited || left <= TimeSpan.Zero)
            {
                throw new InvalidOperationException($"The service does not listen: {Running.Errors} {Running.Output}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>SIGKILL.</summary>
    /// <exception cref="InvalidOperationException">It had ended by itself: what it said.</exception>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (Running is { HasExited: true, IsKilled: false })
        {
            throw new InvalidOperationException($"The service ended by itself: {Running.Errors} {Running.Output}");
        }

        await Running.KillAsync(cancellationToken);
        await DisposeAsync();
    }

    /// <summary>SIGKILL, without waiting for the end: <see cref="KillAsync"/> does that.</summary>
    public void KillNow() => Running.Kill();

    /// <summary>SIGTERM; gives the exit code, or null when it did not end in the drain time and some more.</summary>
    public async Task<int?> TerminateAsync(CancellationToken cancellationToken)
    {
        Running.Terminate();
        try
        {
            return await Running.EndAsync(HostSettings.DrainTime + LongestEnd, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }
}
