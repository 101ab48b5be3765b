using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Api;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Purges validations for which nothing has been left to do for <see cref="AzureSettings.RetainSettled"/>, with their orchestrations and histories. Idempotency
/// keys and money journal stay.
/// </summary>
/// <param name="scan">Finds them.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="instances">The orchestrations.</param>
/// <param name="settings">How long they are kept.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets ids and counts only.</param>
public sealed partial class Retention(
    ListScan scan, ValidationRows rows, IInstances instances, AzureSettings settings, TimeProvider timeProvider, ILogger<Retention> logger)
{
    /// <summary>Purges what is due.</summary>
    /// <exception cref="StoreUnavailableException">The table of validations cannot be read; the next purge goes on.</exception>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var (before, purged) = (timeProvider.GetUtcNow() - settings.RetainSettled, 0);
        await foreach (var row in scan.FinishedBeforeAsync(before, cancellationToken))
        {
            purged += await TryPurgeAsync(row, cancellationToken) ? 1 : 0;
        }

        if (purged > 0)
        {
            LogPurged(purged, before);
        }
    }

    // What cannot be purged for one validation must not keep the others.
    private async Task<bool> TryPurgeAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        try
        {
            // The row last: what is left of a purge that was broken off is found again by it.
            foreach (var instance in row.Driver == row.Id ? [row.Id] : await InstancesOfAsync(row, cancellationToken))
            {
                await instances.PurgeAsync(instance, cancellationToken);
            }

            return await rows.DeleteAsync(row, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            LogNotPurged(exception, row.Id);
            return false;
        }
    }

    // Most validations have one. Where another took over, every round of deliveries has its own, and each may have had successors.
    private async Task<IEnumerable<string>> InstancesOfAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { row.Id, row.Anchor, row.Driver };
        var rounds = Enumerable.Range(2, Math.Max(0, (row.State.Callback?.Round ?? 1) - 1)).Select(round => InstanceIds.OfRedelivery(row.Id, round));
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Validation {ValidationId} could not be purged; the next purge tries again")]
    private partial void LogNotPurged(Exception exception, string validationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged {Count} validations that were finished before {Before:O}")]
    private partial void LogPurged(int count, DateTimeOffset before);
}
