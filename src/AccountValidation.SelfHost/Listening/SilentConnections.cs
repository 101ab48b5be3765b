using Microsoft.AspNetCore.Connections;

namespace AccountValidation.SelfHost.Listening;

/// <summary>
/// Closes a connection on which nothing has come within <see cref="Patience"/>, so that connections without any key or
/// word cannot take the places of callers. After the first byte Kestrel's own time-outs hold.
/// </summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class SilentConnections(TimeProvider timeProvider)
{
    /// <summary>How long a new connection may say nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Stands before everything else that serves a connection, TLS included.</summary>
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
            // Nothing is taken: whoever reads next gets it at once.
            connection.Transport.Input.AdvanceTo(first.Buffer.Start);
            return true;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return false; // who served it closes it
        }
        catch (Exception exception) when (exception is ConnectionResetException or ConnectionAbortedException)
        {
            return false; // the other side went away without a word
        }
    }
}
