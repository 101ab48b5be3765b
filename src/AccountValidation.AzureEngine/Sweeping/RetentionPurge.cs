using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Settings;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Purges validations that have been finished for <see cref="AzureSettings.RetainSettled"/>, with their orchestrations
/// and histories. Several validations are purged side by side. Idempotency keys and the money journal stay.
/// </summary>
/// <param name="scan">Finds the finished validations.</param>
/// <param name="rows">Holds the rows of validations.</param>
/// <param name="instances">Purges the orchestrations.</param>
/// <param name="settings">How long validations are kept.</param>
/// <param name="timeProvider">Times the retention and the run.</param>
/// <param name="logger">Gets counts and causes only.</param>
public sealed partial class RetentionPurge(
    ListScan scan,
    ValidationRows rows,
    IInstances instances,
    AzureSettings settings,
    TimeProvider timeProvider,
    ILogger<RetentionPurge> logger)
{
    // The client purges a single instance in a call, or all instances of a range of time. A range does not fit: after a
    // redelivery, a validation's first instance is older than the validation's end.
    private const int SideBySide = 16;

    // After 30 minutes the host ends a function, and the whole worker with it.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(25);

    /// <summary>
    /// Purges what is due, for at most 25 minutes. Validations that are left, or were cut off, are due again at the
    /// next purge.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The table of validations cannot be read.</exception>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var (began, before, tally) = (
            timeProvider.GetTimestamp(), timeProvider.GetUtcNow() - settings.RetainSettled, new PurgeTally());
        var due = scan.FinishedBeforeAsync(before, cancellationToken)
            .TakeWhile(_ => timeProvider.GetElapsedTime(began) < LongestRun);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = SideBySide,
            CancellationToken = cancellationToken,
        };
        try
        {
            await Parallel.ForEachAsync(due, options, async (row, token) => await TryPurgeAsync(row, tally, token));
        }
        finally
        {
            Report(tally, before);
        }
    }

    // A validation that cannot be purged must not hold up the rest.
    private async Task TryPurgeAsync(ValidationRow row, PurgeTally tally, CancellationToken cancellationToken)
    {
        try
        {
            if (await IsPurgedAsync(row, cancellationToken))
            {
                tally.Add();
            }
        }
        catch (StoreUnavailableException exception)
        {
            tally.Add(exception);
        }
    }

    private async Task<bool> IsPurgedAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        // The row goes last: after a broken-off purge, the next purge finds the rest through the row.
        var purged = row.Driver == row.Id ? [row.Id] : await InstancesOfAsync(row, cancellationToken);
        foreach (var instance in purged)
        {
            await instances.PurgeAsync(instance, cancellationToken);
        }

        if (await rows.DeleteAsync(row, cancellationToken))
        {
            return true;
        }

        // Since the row was read, a redelivery began, so the row stays. Its first instance is gone, so the present
        // driver stands for the row.
        await rows.ChangeAsync(
            row.Id,
            current => purged.Contains(current.Anchor) ? current with { Anchor = current.Driver } : current,
            cancellationToken);
        return false;
    }

    // Most validations have a single instance. After a takeover, every round of deliveries has its own, and each may
    // have successors.
    private async Task<HashSet<string>> InstancesOfAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { row.Id, row.Anchor, row.Driver };
        var rounds = Enumerable
            .Range(2, Math.Max(0, (row.State.Callback?.Round ?? 1) - 1))
            .Select(round => InstanceIds.OfRedelivery(row.Id, round));
        foreach (var first in rounds.Prepend(row.Id))
        {
            found.Add(first);
            var next = InstanceIds.AfterEndOf(first);
            while (await instances.FindAsync(next, cancellationToken) is not null)
            {
                found.Add(next);
                next = InstanceIds.AfterEndOf(next);
            }
        }

        return found;
    }

    private void Report(PurgeTally tally, DateTimeOffset before)
    {
        if (tally.Purged > 0)
        {
            LogPurged(tally.Purged, before);
        }

        if (tally.FirstFault is { } fault)
        {
            LogNotPurged(fault, tally.Failed);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} validations could not be purged; the next purge tries again. The exception is the first "
            + "validation's.")]
    private partial void LogNotPurged(Exception exception, int count);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Purged {Count} validations that were finished before {Before:O}")]
    private partial void LogPurged(int count, DateTimeOffset before);
}
