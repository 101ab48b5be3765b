using System.Diagnostics;
using System.Text.RegularExpressions;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>The built program in a process of its own.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly ProgramProcess _process;

    private HostProcess(
        IReadOnlyList<string> within,
        IEnumerable<KeyValuePair<string, string>> settings,
        params IReadOnlyList<string> arguments
    ) => _process = ProgramProcess.Start([.. within, "dotnet", Program, .. arguments], settings);

    /// <summary>The path of the program.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "AccountValidation.SelfHost.dll");

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    public string Output => _process.Output;

    public string Errors => _process.Errors;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program without waiting.</summary>
    /// <param name="settings">The environment variables.</param>
    /// <param name="within">A command that ends by executing the command that follows it; none for the program
    /// alone.</param>
    public static HostProcess Start(
        IEnumerable<KeyValuePair<string, string>> settings,
        params IReadOnlyList<string> within) => new(within, settings);

    /// <summary>Starts the program with arguments, without waiting.</summary>
    public static HostProcess Run(
        IEnumerable<KeyValuePair<string, string>> settings,
        params IReadOnlyList<string> arguments) => new([], settings, arguments);

    /// <summary>Starts the program and waits until it listens.</summary>
    public static async Task<(HostProcess Host, Uri Address)> StartListeningAsync(
        IEnumerable<KeyValuePair<string, string>> settings, params IReadOnlyList<string> within)
    {
        var host = new HostProcess(within, settings);
        await Eventually.TrueAsync(() => host.HasExited || host.Address is not null, "the program listens");
        Assert.True(host.Address is not null, "The program ended: " + host.Errors);
        return (host, host.Address);
    }

    /// <summary>Sends SIGKILL, as in a crash.</summary>
    public Task KillAsync() => _process.KillAsync(TestContext.Current.CancellationToken);

    /// <summary>Sends SIGTERM, as an operator or a supervisor does.</summary>
    public void Terminate() => _process.Terminate();

    /// <summary>Stops the process (SIGSTOP), as if its machine were paused.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>Continues the process (SIGCONT).</summary>
    public void GoOn() => Signal("-CONT");

    /// <summary>Waits for the end and returns the exit code.</summary>
    public Task<int> EndAsync(TimeSpan? atMost = null) =>
        _process.EndAsync(atMost ?? Eventually.Deadline, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{Id}"]);
        kill.WaitForExit();
    }

    private Uri? Address =>
        _process.OutputLines.Select(line => ListensAt().Match(line)).FirstOrDefault(match => match.Success) is { } match
            ? new(match.Groups[1].Value)
            : null;

    [GeneratedRegex(@"Now listening on: ([^\s""]+)")]
    private static partial Regex ListensAt();
}
