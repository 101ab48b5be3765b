using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Storage.Queues;

namespace AccountValidation.Tests.Azurite;

/// <summary>
/// One service of Azurite in a process of its own, on a port that was free. A temporary folder holds its files.
/// </summary>
internal sealed partial class AzuriteServer : IAsyncDisposable
{
    /// <summary>The key of every account.</summary>
    public static readonly string Key = Convert.ToBase64String("a key of the tests, and of nothing else"u8);

    private const string Account = "tests";
    private const int Accounts = 1000;
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    private readonly string _script;
    private readonly Func<int, string[]> _ports;
    private readonly Regex _listensAt;
    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private Process? _process;

    private AzuriteServer(string script, Func<int, string[]> ports, Regex listensAt) =>
        (_script, _ports, _listensAt) = (script, ports, listensAt);

    /// <summary>The port, which stays the same after a restart.</summary>
    public int Port { get; private set; }

    /// <summary>The connection string of this server.</summary>
    public string ConnectionString => ConnectionStringTo(Port, Key);

    /// <summary>A connection string of the same account at another port or with another key.</summary>
    public static string ConnectionStringTo(int port, string key) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};"
                + $"QueueEndpoint=http://127.0.0.1:{port}/{Account};");

    /// <summary>Starts a new, empty server of queues.</summary>
    public static Task<AzuriteServer> StartNewAsync(CancellationToken cancellationToken) =>
        StartNewAsync(
            "queue/main.js",
            port => ["--queueHost", "127.0.0.1", "--queuePort", Text(port)],
            QueuesListenAt(),
            cancellationToken);

    /// <summary>
    /// Starts a new, empty server of tables. The script for tables only does not print its port, so this method starts
    /// all services.
    /// </summary>
    public static Task<AzuriteServer> StartTablesAsync(CancellationToken cancellationToken) =>
        StartNewAsync(
            "azurite.js",
            port => ["--blobPort", "0", "--queuePort", "0", "--tableHost", "127.0.0.1", "--tablePort", Text(port)],
            TablesListenAt(),
            cancellationToken);

    /// <summary>
    /// Returns a connection string to the tables of one of many accounts. The names of tables are fixed, so each test
    /// uses an account of its own.
    /// </summary>
    public string TablesOf(int account) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={Account}{account % Accounts};AccountKey={Key};"
                + $"TableEndpoint=http://127.0.0.1:{Port}/{Account}{account % Accounts};");

    /// <summary>Starts the server, after a stop with the same content.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] arguments = [_script, .. _ports(Port), "--location", _folder, "--silent", "--disableTelemetry"];
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(
            ';', [$"{Account}:{Key}", .. Enumerable.Range(0, Accounts).Select(account => $"{Account}{account}:{Key}")]);
        _process?.Dispose();
        _process = Process.Start(start)!;
        Port = await PortOfAsync(_process.StandardOutput, cancellationToken).WaitAsync(TimeToStart, cancellationToken);
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None); // no full pipe may block it
    }

    /// <summary>Stops the server; it writes its files first.</summary>
    public async Task StopAsync()
    {
        if (_process is { HasExited: false } process)
        {
            using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeToStop));
            if (!process.HasExited)
            {
                process.Kill();
            }

            await process.WaitForExitAsync();
        }
    }

    /// <summary>Returns a queue for the role of its sender or an operator.</summary>
    public QueueClient Queue(string name) =>
        new(ConnectionString, name, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<AzuriteServer> StartNewAsync(
        string script, Func<int, string[]> ports, Regex listensAt, CancellationToken cancellationToken)
    {
        var server = new AzuriteServer(await AzuriteInstall.ScriptAsync(script, cancellationToken), ports, listensAt);
        await server.StartAsync(cancellationToken);
        return server;
    }

    private async Task<int> PortOfAsync(StreamReader output, CancellationToken cancellationToken)
    {
        while (await output.ReadLineAsync(cancellationToken) is { } line)
        {
            if (_listensAt.Match(line) is { Success: true } match)
            {
                return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("Azurite ended before it listened.");
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Queue service successfully listens on http://[^:]+:(\d+)")]
    private static partial Regex QueuesListenAt();

    [GeneratedRegex(@"Table service is successfully listening at http://[^:]+:(\d+)")]
    private static partial Regex TablesListenAt();
}
