using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;

namespace AccountValidation.Contract.Tests;

/// <summary>The self-host in a process of its own, in an empty folder.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const int ShownLines = 40;
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("account-validation-contract-");
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private HostProcess(Dictionary<string, string> settings)
    {
        Address = new($"http://127.0.0.1:{LoopbackServer.FreePort()}");
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Program()])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment.Remove("DOTNET_ENVIRONMENT");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        start.Environment["SelfHost__DatabasePath"] = Path.Combine(_folder.FullName, "validations.db");
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public Uri Address { get; }

    /// <summary>Every line of the host's output.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Starts a host and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">The host did not become ready; the message holds the last lines of
    /// its output.</exception>
    public static async Task<HostProcess> StartAsync(Dictionary<string, string> settings)
    {
        var host = new HostProcess(settings);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => host.Kill();
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        if (await host.BecomesReadyAsync())
        {
            return host;
        }

        await host.DisposeAsync();
        throw new InvalidOperationException(
            $"The host did not become ready. Its last "
            + $"lines:{Environment.NewLine}{string.Join(Environment.NewLine, host.Output.TakeLast(ShownLines))}");
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> BecomesReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var elapsed = Stopwatch.StartNew();
        while (elapsed.Elapsed < StartDeadline && !_process.HasExited)
        {
            try
            {
                using var response = await http.GetAsync("/health/ready");
                if (response.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException)
            {
                // The host does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return false;
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // The process never started, or has ended.
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }

    private static string Program() =>
        typeof(HostProcess)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "SelfHostProgram")
            .Value
        ?? throw new InvalidOperationException("The build did not say where the self-host is.");
}
