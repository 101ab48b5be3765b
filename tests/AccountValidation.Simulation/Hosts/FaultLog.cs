using AccountValidation.Service.Engine;
using AccountValidation.Simulation.Audits;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Simulation.Hosts;

/// <summary>
/// A log that detects faults of the program: every logged exception breaks the world, unless the disk is full or the
/// store unavailable.
/// </summary>
internal sealed class FaultLog<T>(World world) : ILogger<T>
{
    private const int DiskIsFull = 13; // SQLITE_FULL

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (exception is BrokenGuaranteeException broken)
        {
            throw world.Break(broken);
        }

        if (
            logLevel >= LogLevel.Error
            && exception is not (null or StoreUnavailableException or SqliteException { SqliteErrorCode: DiskIsFull }))
        {
            throw world.Break(
                new($"{typeof(T).Name} logged a fault of the program: {formatter(state, exception)}", exception));
        }
    }
}
