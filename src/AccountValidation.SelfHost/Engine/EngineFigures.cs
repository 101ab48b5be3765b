using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.SelfHost.Engine;

/// <summary>The figures of the self-host, from memory, from the counts of the store and from an index.</summary>
internal sealed class EngineFigures(DueQueue queue, StoreWriter writer, StoreReader reader, TimeProvider timeProvider)
    : IEngineFigures
{
    /// <inheritdoc/>
    public TimeSpan Lateness =>
        queue.EarliestDue is { } due && timeProvider.GetUtcNow() - due is var late && late > TimeSpan.Zero
            ? late
            : TimeSpan.Zero;

    /// <inheritdoc/>
    public int WaitingWrites => writer.WaitingCount;

    /// <inheritdoc/>
    public ValidationSummary? Summarize() => Told(reader.Summarize);

    /// <inheritdoc/>
    public long? CountOpenDrops() => Told<long?>(() => reader.CountOpenDrops());

    // Health tells that the store does not work.
    private static T? Told<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (StoreUnavailableException)
        {
            return default;
        }
    }
}
