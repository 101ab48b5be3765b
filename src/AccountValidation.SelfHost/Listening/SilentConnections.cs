using Microsoft.AspNetCore.Connections;

namespace AccountValidation.SelfHost.Listening;

/// <summary>
/// Closes a connection that sends nothing within <see cref="Patience"/>. Otherwise silent connections, which need no
/// API key, could use up the connections of callers. After the first byte Kestrel's own time-outs apply.
/// </summary>
/// <param name="timeProvider">Measures the time without a byte.</param>
internal sealed class SilentConnections(TimeProvider timeProvider)
{
    /// <summary>The longest silence of a new connection.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Wraps all further middleware of a connection, including TLS.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => connection => ServeAsync(connection, next);

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (await HasSpokenAsync(connection))
        {
            await next(connection);
        }
    }

    private async Task<bool> HasSpokenAsync(ConnectionContext connection)
    {
        using var patience = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, connection.ConnectionClosed);
        try
        {
            var first = await connection.Transport.Input.ReadAsync(either.Token);
            // The check consumes no byte: the next reader gets the first bytes at once.
            connection.Transport.Input.AdvanceTo(first.Buffer.Start);
            return true;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return false; // Kestrel closes the connection.
        }
        catch (Exception exception) when (exception is ConnectionResetException or ConnectionAbortedException)
        {
            return false; // The other side closed the connection without a byte.
        }
    }
}
