using System.Diagnostics.CodeAnalysis;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Api;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Looks after what is open: completes starts that were broken off, and lets another orchestration take over where one was terminated or purged by an
/// operator, or failed. The validation is then cancelled, or expires, by the same rules as any other: a penny that may be on its way stays
/// with the account, and the caller is called back.
/// </summary>
/// <param name="open">What is open.</param>
/// <param name="records">The accounts.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="journal">The money journal.</param>
/// <param name="starts">Completes starts.</param>
/// <param name="instances">The orchestrations.</param>
/// <param name="metrics">Counts and gauges.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets ids only.</param>
public sealed partial class Sweeper(
    OpenRows open,
    AccountRecords records,
    ValidationRows rows,
    TableMoneyJournal journal,
    Starts starts,
    IInstances instances,
    SweepMetrics metrics,
    TimeProvider timeProvider,
    ILogger<Sweeper> logger)
{
    private const int SideBySide = 16;

    // What was written a moment ago is being worked on by whoever wrote it.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(30);

    /// <summary>Goes once through everything that is open.</summary>
    /// <exception cref="StoreUnavailableException">The tables or the orchestrations cannot be used; the next sweep goes on.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var tally = new SweepTally(timeProvider.GetUtcNow());
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open.ReadAllAsync(cancellationToken), options, async (found, token) =>
        {
            tally.Add(found);
            if (timeProvider.GetUtcNow() - found.Since >= LeftAlone)
            {
                await TryLookAfterAsync(found, token);
            }
        });
        metrics.Swept(tally);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What is wrong with one validation must not keep the others from being looked after; it is logged, and the next sweep tries again.")]
    private async Task TryLookAfterAsync(OpenRow found, CancellationToken cancellationToken)
    {
        try
        {
            await LookAfterAsync(found, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Recovered("not_possible");
            LogNotPossible(exception, found.ValidationId);
        }
    }

    private async Task LookAfterAsync(OpenRow found, CancellationToken cancellationToken)
    {
        if (found.Slot?.Value is { IsStarted: false } slot && await TryCompleteAsync(slot, cancellationToken))
        {
            return;
        }

        if (await instances.FindAsync(found.ValidationId, cancellationToken) is { State: InstanceState.Running or InstanceState.Suspended } running
            && !(found.Slot is not null && running.Turn is { IsRecorded: true }))
        {
            return;
        }

        if (await rows.FindAsync(found.ValidationId, cancellationToken) is { } row)
        {
            await RecoverIfEndedAsync(found, row, cancellationToken);
        }
        else
        {
            await RemoveAsync(found, cancellationToken); // purged meanwhile
        }
    }

    // One that holds its account is completed. One that does not never did, or a cancel has freed the account: the row tells.
    private async Task<bool> TryCompleteAsync(Slot slot, CancellationToken cancellationToken)
    {
        if ((await records.FindAsync(slot.Validation.Request.CustomerAccountId, cancellationToken)).LockedBy != slot.Validation.Id)
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
        if (found.Slot is { Value.IsStarted: true })
        {
            await records.ChangeAsync(found.Partition, record => record.Unlocked(found.ValidationId), cancellationToken);
        }
        else if (found.Slot is not null)
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

    private async Task RecoverIfEndedAsync(OpenRow found, ValidationRow row, CancellationToken cancellationToken)
    {
        if (found.Slot is not null && row.State.IsSettled)
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

        var driver = await instances.FindAsync(row.Driver, cancellationToken);
        if (driver is { State: InstanceState.Running or InstanceState.Suspended } || timeProvider.GetUtcNow() - row.WrittenAt < LeftAlone)
        {
            return;
        }

        if (row.Hub == instances.HubName || IsForgotten(row))
        {
            await TakeOverAsync(row, driver, cancellationToken);
        }
    }

    // An orchestration of another task hub is not seen from here: it is left alone for as long as it may be about to settle.
    private bool IsForgotten(ValidationRow row) => timeProvider.GetUtcNow() > row.State.DeadlineAt + SweepTally.Grace;

    // The row names the successor before it is started: a sweep that dies between the two is repeated by the next one.
    private async Task TakeOverAsync(ValidationRow row, Instance? ended, CancellationToken cancellationToken)
    {
        // A successor that a sweep has named and not started leaves the one before it as the last that ran.
        var last = ended ?? (InstanceIds.Before(row.Driver) is { } before ? await instances.FindAsync(before, cancellationToken) : null);
        var successor = InstanceIds.AfterEndOf(row.Driver);
        var change = await rows.ChangeAsync(
            row.Id,
            current => current.Driver == row.Driver ? current.DrivenBy(successor, instances.HubName, isDriverGone: ended is null) : current,
            cancellationToken);
        if (change is not { After: { } taken } || taken.Driver != successor)
        {
            return; // another sweep was faster
        }

        var known = taken.State.IsSettled ? taken.State : await RecoverAsync(taken, last, cancellationToken);
        await instances.StartAsync(Turn.Of(successor, known, isRecorded: taken.State.IsSettled), cancellationToken);
        var why = WhyEnded(last);
        metrics.Recovered(why);
        LogTakenOver(row.Id, why, successor);
    }

    // An activity that the old orchestration asked for may still come. It finds another driver in the row; or it has read the row and the account
    // already, and cannot write its intent beside this. So what is read then stays all there is.
    private async Task<Validation> RecoverAsync(ValidationRow row, Instance? ended, CancellationToken cancellationToken)
    {
        await records.TouchAsync(row.State.Request.CustomerAccountId, cancellationToken);
        var now = timeProvider.GetUtcNow();
        var known = JournalRules.CaughtUp(StateOf(ended) ?? row.State, await journal.ReadAsync(row.State, cancellationToken), now);
        return ended is { State: InstanceState.Failed or InstanceState.Completed } ? Recovery.Expiring(known, now) : Recovery.Cancelled(known, now);
    }

    private static Validation? StateOf(Instance? ended)
    {
        try
        {
            return ended?.Turn?.ReadState();
        }
        catch (StateFormatException)
        {
            return null; // why it failed, perhaps: row and journal tell enough
        }
    }

    private static string WhyEnded(Instance? ended) => ended?.State switch
    {
        null => "purged",
        InstanceState.Terminated => "terminated",
        _ => "failed",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Validation {ValidationId} could not be looked after; the next sweep tries again")]
    private partial void LogNotPossible(Exception exception, string validationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The start of validation {ValidationId} had been broken off and is complete now")]
    private partial void LogCompleted(string validationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The orchestration of validation {ValidationId} had ended outside its rules ({Why}): {Successor} takes over")]
    private partial void LogTakenOver(string validationId, string why, string successor);
}
