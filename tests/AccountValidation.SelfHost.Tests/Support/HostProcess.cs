using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>The built program as a process of its own, with nothing but environment variables, in an empty working directory.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly TempFolder _workingDirectory = new();
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Process _process;

    private HostProcess(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AccountValidation.SelfHost.dll")])
        {
            WorkingDirectory = _workingDirectory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name == "DOTNET_ENVIRONMENT").ToList())
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

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program and does not wait.</summary>
    public static HostProcess Start(IEnumerable<KeyValuePair<string, string>> settings) => new(settings);

    /// <summary>Starts the program and waits until it listens.</summary>
    public static async Task<(HostProcess Host, Uri Address)> StartListeningAsync(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var host = new HostProcess(settings);
        await Eventually.TrueAsync(() => host.HasExited || host.Address is not null, "the program listens");
        Assert.True(host.Address is not null, "The program ended: " + host.Errors);
        return (host, host.Address);
    }

    /// <summary>Ends the process as a crash does: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks the process to end, as an operator or a supervisor does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan? atMost = null)
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(atMost ?? Eventually.Deadline, TestContext.Current.CancellationToken);
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

    private Uri? Address => _output.Select(line => ListensAt().Match(line)).FirstOrDefault(match => match.Success) is { } match ? new(match.Groups[1].Value) : null;

    [GeneratedRegex(@"Now listening on: ([^\s""]+)")]
    private static partial Regex ListensAt();
}
