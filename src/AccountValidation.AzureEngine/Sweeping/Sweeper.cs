using System.Diagnostics.CodeAnalysis;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Recovers unfinished validations. A sweep completes starts that were broken off. It lets another orchestration take
/// over (<see cref="Takeover"/>) where an orchestration ended outside the rules. A sweep counts every unfinished row,
/// and visits rows that are due by their stored time (<see cref="SweepTimes"/>).
/// </summary>
/// <param name="unfinished">Lists the unfinished rows.</param>
/// <param name="records">Holds the accounts and their locks.</param>
/// <param name="rows">Holds the rows of validations.</param>
/// <param name="starts">Completes starts.</param>
/// <param name="instances">Tells how orchestrations stand.</param>
/// <param name="takeover">Lets another orchestration take over.</param>
/// <param name="metrics">Gets counts and gauges.</param>
/// <param name="timeProvider">Says which rows are due.</param>
/// <param name="logger">Gets ids only.</param>
public sealed partial class Sweeper(
    UnfinishedRows unfinished,
    AccountRecords records,
    ValidationRows rows,
    StartWriter starts,
    IInstances instances,
    Takeover takeover,
    SweepMetrics metrics,
    TimeProvider timeProvider,
    ILogger<Sweeper> logger)
{
    private const int SideBySide = 16;

    // A working instance that has been quiet for this long may have ended while its status still says running.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    /// <summary>Goes once through all unfinished rows.</summary>
    /// <exception cref="StoreUnavailableException">The tables or the orchestrations cannot be used; the next sweep
    /// continues.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var tally = new SweepTally(timeProvider.GetUtcNow());
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = SideBySide,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(unfinished.ReadAllAsync(cancellationToken), options, async (found, token) =>
        {
            tally.Add(found);
            if (SweepTimes.IsDue(found, timeProvider.GetUtcNow()))
            {
                await TryVisitAsync(found, tally, token);
            }
        });
        metrics.Swept(tally);
        if (tally.HeldId is { } held)
        {
            LogHeld(tally.Held, held);
        }
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A fault of one validation must not keep a sweep from other validations. The log names "
            + "the validation, and the next sweep tries again.")]
    private async Task TryVisitAsync(UnfinishedRow found, SweepTally tally, CancellationToken cancellationToken)
    {
        try
        {
            await VisitAsync(found, tally, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Recovered("not_possible");
            LogNotPossible(exception, found.ValidationId);
        }
    }

    private async Task VisitAsync(UnfinishedRow found, SweepTally tally, CancellationToken cancellationToken)
    {
        if (found is { IsUnsettled: true, IsStarted: false } && await TryCompleteAsync(found, cancellationToken))
        {
            return;
        }

        if (
            await StandingAsync(found.ValidationId, cancellationToken)
                is { State: InstanceState.Running or InstanceState.Suspended } running
            && !(found.IsUnsettled && running.Turn is { IsRecorded: true }))
        {
            await LeaveAsync(found, cancellationToken);
            return;
        }

        if (await rows.FindAsync(found.ValidationId, cancellationToken) is { } row)
        {
            await RecoverIfEndedAsync(found, row, tally, cancellationToken);
        }
        else
        {
            await RemoveAsync(found, cancellationToken); // purged meanwhile
        }
    }

    // The validation continues by itself.
    private Task LeaveAsync(UnfinishedRow found, CancellationToken cancellationToken) =>
        unfinished.SweepAgainAsync(found, SweepTimes.Next(found, timeProvider.GetUtcNow()), cancellationToken);

    // Reads the instance, and its history where the status may be wrong.
    private async Task<Instance?> StandingAsync(string id, CancellationToken cancellationToken)
    {
        var shown = await instances.FindAsync(id, cancellationToken);
        var quietSince = timeProvider.GetUtcNow() - Quiet;
        return
            shown is { State: InstanceState.Running }
            && shown.UpdatedAt < quietSince
            && !(shown.Turn?.WaitUntil > quietSince)
            && await instances.FindEndAsync(id, cancellationToken) is { } end
                ? shown with { State = end }
                : shown;
    }

    // Completes a start whose validation holds its account. Without the lock, the start never got it, or a cancel freed
    // the account: then the row decides.
    private async Task<bool> TryCompleteAsync(UnfinishedRow found, CancellationToken cancellationToken)
    {
        if (
            await unfinished.FindUnsettledRowAsync(found.Partition, found.ValidationId, cancellationToken)
                is not { IsStarted: false } unsettled
            || (await records.FindAsync(unsettled.Validation.Request.CustomerAccountId, cancellationToken)).LockedBy
                != unsettled.Validation.Id)
        {
            return false;
        }

        if (await starts.CompleteAsync(unsettled, cancellationToken) is null)
        {
            metrics.Recovered("half_started");
            LogCompleted(unsettled.Validation.Id);
        }

        return true;
    }

    private async Task RemoveAsync(UnfinishedRow found, CancellationToken cancellationToken)
    {
        if (found is { IsUnsettled: true, IsStarted: true })
        {
            await records.ChangeAsync(
                found.Partition, record => record.Unlocked(found.ValidationId), cancellationToken);
        }
        else if (found.IsUnsettled)
        {
            // A start may have paused for long after writing its unsettled row, and continue now. It can no longer lock
            // the account's version that it read. Before it locks another version, it writes its unsettled row again:
            // then this row is not deleted.
            await records.TouchAsync(found.Partition, cancellationToken);
            if ((await records.FindAsync(found.Partition, cancellationToken)).LockedBy == found.ValidationId)
            {
                return;
            }
        }

        await unfinished.RemoveAsync(found, cancellationToken);
    }

    private async Task RecoverIfEndedAsync(
        UnfinishedRow found, ValidationRow row, SweepTally tally, CancellationToken cancellationToken)
    {
        if (found.IsUnsettled && row.State.IsSettled)
        {
            // The account learned of the settlement before. An unsettled row that is left, or that a repeated call
            // brought back, holds nothing.
            await records.ChangeAsync(found.Partition, record => record.Unlocked(row.Id), cancellationToken);
            await unfinished.ReleaseAsync(row.State, cancellationToken);
        }

        if (row.FinishedAt is not null)
        {
            await unfinished.CloseAsync(row.State, cancellationToken);
            // An entry of an earlier version is in the partition of its own spelling.
            await unfinished.RemoveAsync(found, cancellationToken);
            return;
        }

        var driver = await StandingAsync(row.Driver, cancellationToken);
        if (driver is { State: InstanceState.Running or InstanceState.Suspended })
        {
            await LeaveAsync(found, cancellationToken);
        }
        else if (timeProvider.GetUtcNow() - row.WrittenAt >= SweepTimes.LeftAlone
            && (row.Hub == instances.HubName || IsForgotten(row))
            && !await takeover.TryAsync(row, driver, cancellationToken))
        {
            tally.AddHeld(row.Id);
        }
    }

    // An orchestration of another task hub is invisible here. The sweep leaves it alone as long as it may still settle.
    private bool IsForgotten(ValidationRow row) => timeProvider.GetUtcNow() > row.State.DeadlineAt + SweepTally.Grace;

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Validation {ValidationId} could not be recovered; the next sweep tries again")]
    private partial void LogNotPossible(Exception exception, string validationId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Count} validations are held, {ValidationId} among them: their orchestrations failed again and "
            + "again under this version of the program. Nothing is lost and nothing is answered meanwhile. Deploy a "
            + "version with a fix, and they continue; or request a check of a validation, to retry it.")]
    private partial void LogHeld(long count, string validationId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The start of validation {ValidationId} had been broken off and is complete now")]
    private partial void LogCompleted(string validationId);
}
