using System.Diagnostics.CodeAnalysis;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Api;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Looks after what is open: completes starts that were broken off, and lets another orchestration take over (<see cref="Takeover"/>) where one ended outside the
/// rules. Everything open is counted; only what is due by its stored time (<see cref="LookTimes"/>) is looked after.
/// </summary>
/// <param name="open">What is open.</param>
/// <param name="records">The accounts.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="starts">Completes starts.</param>
/// <param name="instances">The orchestrations.</param>
/// <param name="takeover">Lets another orchestration take over.</param>
/// <param name="metrics">Counts and gauges.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets ids only.</param>
public sealed partial class Sweeper(
    OpenRows open,
    AccountRecords records,
    ValidationRows rows,
    Starts starts,
    IInstances instances,
    Takeover takeover,
    SweepMetrics metrics,
    TimeProvider timeProvider,
    ILogger<Sweeper> logger)
{
    private const int SideBySide = 16;

    // An instance that should be at work and to which nothing has happened for so long may have ended without being shown so.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    /// <summary>Goes once through everything that is open.</summary>
    /// <exception cref="StoreUnavailableException">The tables or the orchestrations cannot be used; the next sweep goes on.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var tally = new SweepTally(timeProvider.GetUtcNow());
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open.ReadAllAsync(cancellationToken), options, async (found, token) =>
        {
            tally.Add(found);
            if (LookTimes.IsDue(found, timeProvider.GetUtcNow()))
            {
                await TryLookAfterAsync(found, tally, token);
            }
        });
        metrics.Swept(tally);
        if (tally.HeldId is { } held)
        {
            LogHeld(tally.Held, held);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What is wrong with one validation must not keep the others from being looked after; it is logged, and the next sweep tries again.")]
    private async Task TryLookAfterAsync(OpenRow found, SweepTally tally, CancellationToken cancellationToken)
    {
        try
        {
            await LookAfterAsync(found, tally, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Recovered("not_possible");
            LogNotPossible(exception, found.ValidationId);
        }
    }

    private async Task LookAfterAsync(OpenRow found, SweepTally tally, CancellationToken cancellationToken)
    {
        if (found is { IsSlot: true, IsStarted: false } && await TryCompleteAsync(found, cancellationToken))
        {
            return;
        }

        if (await StandingAsync(found.ValidationId, cancellationToken) is { State: InstanceState.Running or InstanceState.Suspended } running
            && !(found.IsSlot && running.Turn is { IsRecorded: true }))
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

    // It goes on by itself.
    private Task LeaveAsync(OpenRow found, CancellationToken cancellationToken) =>
        open.LookAgainAsync(found, LookTimes.Next(found, timeProvider.GetUtcNow()), cancellationToken);

    // How an instance stands, when what is shown of it need not be true.
    private async Task<Instance?> StandingAsync(string id, CancellationToken cancellationToken)
    {
        var shown = await instances.FindAsync(id, cancellationToken);
        var quietSince = timeProvider.GetUtcNow() - Quiet;
        return shown is { State: InstanceState.Running } && shown.UpdatedAt < quietSince && !(shown.Turn?.WaitUntil > quietSince)
            && await instances.FindEndAsync(id, cancellationToken) is { } end
                ? shown with { State = end }
                : shown;
    }

    // One that holds its account is completed. One that does not never did, or a cancel has freed the account: the row tells.
    private async Task<bool> TryCompleteAsync(OpenRow found, CancellationToken cancellationToken)
    {
        if (await open.FindSlotAsync(found.Partition, found.ValidationId, cancellationToken) is not { IsStarted: false } slot
            || (await records.FindAsync(slot.Validation.Request.CustomerAccountId, cancellationToken)).LockedBy != slot.Validation.Id)
        {
            return false;
        }

        if (await starts.CompleteAsync(slot, cancellationToken) is null)
        {
            metrics.Recovered("half_started");
            LogCompleted(slot.Validation.Id);
        }

        return true;
    }

    private async Task RemoveAsync(OpenRow found, CancellationToken cancellationToken)
    {
        if (found is { IsSlot: true, IsStarted: true })
        {
            await records.ChangeAsync(found.Partition, record => record.Unlocked(found.ValidationId), cancellationToken);
        }
        else if (found.IsSlot)
        {
            // A start that stopped for long after it wrote its slot may go on now. It cannot lock the version of the account that it has read any more, and
            // writes its slot again before it locks another: then this one is not deleted.
            await records.TouchAsync(found.Partition, cancellationToken);
            if ((await records.FindAsync(found.Partition, cancellationToken)).LockedBy == found.ValidationId)
            {
                return;
            }
        }

        await open.RemoveAsync(found, cancellationToken);
    }

    private async Task RecoverIfEndedAsync(OpenRow found, ValidationRow row, SweepTally tally, CancellationToken cancellationToken)
    {
        if (found.IsSlot && row.State.IsSettled)
        {
            // Its account was told before: a slot that is left, or that a repeated call brought back, holds nothing.
            await records.ChangeAsync(found.Partition, record => record.Unlocked(row.Id), cancellationToken);
            await open.ReleaseAsync(row.State, cancellationToken);
        }

        if (row.FinishedAt is not null)
        {
            await open.CloseAsync(row.State, cancellationToken);
            await open.RemoveAsync(found, cancellationToken); // an entry of an earlier version is in a partition of its own spelling
            return;
        }

        var driver = await StandingAsync(row.Driver, cancellationToken);
        if (driver is { State: InstanceState.Running or InstanceState.Suspended })
        {
            await LeaveAsync(found, cancellationToken);
        }
        else if (timeProvider.GetUtcNow() - row.WrittenAt >= LookTimes.LeftAlone
            && (row.Hub == instances.HubName || IsForgotten(row))
            && !await takeover.TryAsync(row, driver, cancellationToken))
        {
            tally.AddHeld(row.Id);
        }
    }

    // An orchestration of another task hub is not seen from here: it is left alone for as long as it may be about to settle.
    private bool IsForgotten(ValidationRow row) => timeProvider.GetUtcNow() > row.State.DeadlineAt + SweepTally.Grace;

    [LoggerMessage(Level = LogLevel.Error, Message = "Validation {ValidationId} could not be looked after; the next sweep tries again")]
    private partial void LogNotPossible(Exception exception, string validationId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} validations are held, {ValidationId} among them: their orchestrations failed again and again under this version of the program. Nothing is lost and nothing is answered meanwhile. Deploy a version that mends it, and they go on; or ask for a check of one, to try it again.")]
    private partial void LogHeld(long count, string validationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The start of validation {ValidationId} had been broken off and is complete now")]
    private partial void LogCompleted(string validationId);
}
