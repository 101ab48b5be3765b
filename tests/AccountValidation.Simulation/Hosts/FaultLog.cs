using AccountValidation.Service.Api;
using AccountValidation.Simulation.Promises;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Simulation.Hosts;

/// <summary>A log in which only one thing is read: an exception that is not the disk's is a fault of the program itself.</summary>
internal sealed class FaultLog<T> : ILogger<T>
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is BrokenPromiseException broken)
        {
            throw new BrokenPromiseException(broken.Message, broken); // found while the program told what it had committed
        }

        if (logLevel >= LogLevel.Error && exception is not (null or StoreUnavailableException or Microsoft.Data.Sqlite.SqliteException))
        {
            throw new BrokenPromiseException($"{typeof(T).Name} logged a fault of the program: {formatter(state, exception)}", exception);
        }
    }
}
