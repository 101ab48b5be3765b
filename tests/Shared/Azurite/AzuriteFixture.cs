using Azure.Storage.Queues;

[assembly: AssemblyFixture(typeof(AccountValidation.Tests.Azurite.AzuriteFixture))]

namespace AccountValidation.Tests.Azurite;

/// <summary>
/// One Azurite for all tests of an assembly, started by the first test that needs it. Each test uses queues, or an
/// account, of its own.
/// </summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private AzuriteServer? _server;
    private AzuriteServer? _tables;
    private int _names;

    /// <summary>Starts the server on first use.</summary>
    internal async Task<AzuriteServer> ServerAsync()
    {
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _server ??= await AzuriteServer.StartNewAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Returns a connection string to tables that no other test uses.</summary>
    internal async Task<string> NewTablesAsync()
    {
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _tables ??= await AzuriteServer.StartTablesAsync(TestContext.Current.CancellationToken);
            return _tables.TablesOf(Interlocked.Increment(ref _names));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Returns a name that no other test uses.</summary>
    public string NewName() => $"queue-{Interlocked.Increment(ref _names)}";

    public async ValueTask DisposeAsync()
    {
        _one.Dispose();
        foreach (var server in new[] { _server, _tables }.OfType<AzuriteServer>())
        {
            await server.DisposeAsync();
        }
    }
}

/// <summary>Reads queues for the tests.</summary>
internal static class QueueReading
{
    /// <summary>Counts the messages of a queue, including invisible messages; 0 without the queue.</summary>
    public static async Task<int> CountAsync(this QueueClient queue)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return await queue.ExistsAsync(cancellationToken)
            ? (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount
            : 0;
    }

    /// <summary>Reads the texts of the visible messages, at most 32.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(this QueueClient queue) =>
        [
            .. (await queue.PeekMessagesAsync(32, TestContext.Current.CancellationToken)).Value.Select(message =>
                message.Body.ToString()),
        ];
}
