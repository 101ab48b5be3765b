using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Settings;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Purges validations for which nothing has been left to do for <see cref="AzureSettings.RetainSettled"/>, with their
/// orchestrations and histories, several side by side. Idempotency keys and money journal stay.
/// </summary>
/// <param name="scan">Finds them.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="instances">The orchestrations.</param>
/// <param name="settings">How long they are kept.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets counts and causes only.</param>
public sealed partial class RetentionPurge(
    ListScan scan,
    ValidationRows rows,
    IInstances instances,
    AzureSettings settings,
    TimeProvider timeProvider,
    ILogger<RetentionPurge> logger)
{
    // The client purges one instance in a call, or all of a range of time: but the first instance of a validation whose
    // callback was delivered again is older than its validation's end.
    private const int SideBySide = 16;

    // The host ends a function, and the whole worker with it, after 30 minutes.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(25);

    /// <summary>
    /// Purges what is due, for at most 25 minutes. What is left, or was cut off, is due again at the next purge.
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

    // What cannot be purged for one validation must not keep the others.
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
        // The row last: what is left of a purge that was broken off is found again by it.
        var purged = row.Driver == row.Id ? [row.Id] : await InstancesOfAsync(row, cancellationToken);
        foreach (var instance in purged)
        {
            await instances.PurgeAsync(instance, cancellationToken);
        }

        if (await rows.DeleteAsync(row, cancellationToken))
        {
            return true;
        }

        // Its callback is delivered again since it was read: it stays, and with its first instance gone the one that
        // drives it now stands for it.
        await rows.ChangeAsync(
            row.Id,
            current => purged.Contains(current.Anchor) ? current with { Anchor = current.Driver } : current,
            cancellationToken);
        return false;
    }

    // Most validations have one. Where another took over, every round of deliveries has its own, and each may have had
    // successors.
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
        Message = "{Count} validations could not be purged; the next purge tries again. This is what the first of "
            + "them met.")]
    private partial void LogNotPurged(Exception exception, int count);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Purged {Count} validations that were finished before {Before:O}")]
    private partial void LogPurged(int count, DateTimeOffset before);
}
