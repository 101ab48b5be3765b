using System.Collections.Concurrent;
using System.Diagnostics;

namespace AccountValidation.KillHarness.Programs;

/// <summary>
/// A program in a process of its own, with only the given environment variables, in an empty working directory.
/// </summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private readonly TempFolder _workingDirectory = new();
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Process _process;

    private ProgramProcess(IReadOnlyList<string> command, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = _workingDirectory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(name =>
                    name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name == "DOTNET_ENVIRONMENT")
                .ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _output);

    public IEnumerable<string> OutputLines => _output;

    public string Errors => string.Join('\n', _errors);

    public bool HasExited => _process.HasExited;

    /// <summary>True once it was killed.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>Starts a command, such as <c>dotnet program.dll</c>, without waiting.</summary>
    public static ProgramProcess Start(
        IReadOnlyList<string> command, IEnumerable<KeyValuePair<string, string>> settings) => new(command, settings);

    /// <summary>Sends SIGKILL, as in a crash, and waits for the end.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Sends SIGKILL without waiting.</summary>
    public void Kill()
    {
        _process.Kill();
        IsKilled = true;
    }

    /// <summary>Sends SIGTERM, as an operator or a supervisor does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    /// <exception cref="TimeoutException">The process still runs after that time.</exception>
    public async Task<int> EndAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(atMost, cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _workingDirectory.Dispose();
    }
}
