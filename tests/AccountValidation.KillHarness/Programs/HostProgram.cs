namespace AccountValidation.KillHarness.Programs;

/// <summary>The self-host, started many times at one address and with one database file.</summary>
/// <param name="program">The path of the published program.</param>
/// <param name="settings">The settings of each start.</param>
internal sealed class HostProgram(string program, HostSettings settings) : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private ProgramProcess? _process;

    public HostSettings Settings => settings;

    /// <summary>The id of the running process.</summary>
    public int ProcessId => Running.Id;

    private ProgramProcess Running => _process ?? throw new InvalidOperationException("The program does not run.");

    /// <summary>Starts the program without waiting.</summary>
    public void Start() => _process = ProgramProcess.Start(["dotnet", program], settings.ToEnvironment());

    /// <summary>Waits until the program listens.</summary>
    /// <exception cref="InvalidOperationException">The program ended by itself; the message holds its
    /// output.</exception>
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

    /// <summary>Sends SIGKILL and waits for the end.</summary>
    /// <exception cref="InvalidOperationException">The program had ended by itself; the message holds its
    /// output.</exception>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (Running is { HasExited: true, IsKilled: false })
        {
            throw new InvalidOperationException($"The service ended by itself: {Running.Errors} {Running.Output}");
        }

        await Running.KillAsync(cancellationToken);
        await DisposeAsync();
    }

    /// <summary>Sends SIGKILL without waiting; <see cref="KillAsync"/> waits.</summary>
    public void KillNow() => Running.Kill();

    /// <summary>
    /// Sends SIGTERM. Returns the exit code; null when the program still runs some time after the drain time.
    /// </summary>
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
