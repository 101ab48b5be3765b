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
/// operator, or failed. The validation is then cancelled, or expires, by the same rules as any other: the account stays taken
/// while a penny may be on its way, and the caller is called back.
/// </summary>
/// <param name="accounts">What is open.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="journal">The money journal.</param>
/// <param name="starts">Completes starts.</param>
/// <param name="instances">The orchestrations.</param>
/// <param name="metrics">Counts and gauges.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets ids only.</param>
public sealed partial class Sweeper(
    AccountRows accounts,
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
        await Parallel.ForEachAsync(accounts.ReadAllAsync(cancellationToken), options, async (open, token) =>
        {
            tally.Add(open);
            if (timeProvider.GetUtcNow() - open.Since >= LeftAlone)
            {
                await TryLookAfterAsync(open, token);
            }
        });
        metrics.Swept(tally);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What is wrong with one validation must not keep the others from being looked after; it is logged, and the next sweep tries again.")]
    private async Task TryLookAfterAsync(OpenRow open, CancellationToken cancellationToken)
    {
        try
        {
            await LookAfterAsync(open, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Recovered("not_possible");
            LogNotPossible(exception, open.ValidationId);
        }
    }

    private async Task LookAfterAsync(OpenRow open, CancellationToken cancellationToken)
    {
        if (open.Slot?.Value is { IsStarted: false } slot)
        {
            if (await starts.CompleteAsync(slot, cancellationToken) is null)
            {
                metrics.Recovered("half_started");
                LogCompleted(open.ValidationId);
            }

            return;
        }

        if (await instances.FindAsync(open.ValidationId, cancellationToken) is { State: InstanceState.Running or InstanceState.Suspended } running
            && !(open.Slot is not null && running.Turn is { IsRecorded: true }))
        {
            return;
        }

        if (await rows.FindAsync(open.ValidationId, cancellationToken) is { } row)
        {
            await ReleaseLeftSlotAsync(open, row, cancellationToken);
            await RecoverIfEndedAsync(row, cancellationToken);
        }
        else
        {
            await (open.Slot is null ? accounts.CloseAsync(open, cancellationToken) : accounts.FreeAsync(open.Slot.Value, cancellationToken)); // purged meanwhile
        }
    }

    // The storage client repeats an insert whose answer was lost: it may take a slot again that was freed in between.
    private async Task ReleaseLeftSlotAsync(OpenRow open, ValidationRow row, CancellationToken cancellationToken)
    {
        if (open.Slot is not null && row.State.IsSettled)
        {
            await accounts.ReleaseAsync(row.State, cancellationToken);
        }
    }

    private async Task RecoverIfEndedAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        if (row.FinishedAt is not null)
        {
            await accounts.CloseAsync(row.State, cancellationToken);
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
        var known = row.State.IsSettled ? row.State : await RecoverAsync(row, last, cancellationToken);
        var successor = InstanceIds.AfterEndOf(row.Driver);
        var change = await rows.ChangeAsync(
            row.Id,
            current => current.Driver == row.Driver ? current.DrivenBy(successor, instances.HubName, isDriverGone: ended is null) : current,
            cancellationToken);
        if (change is null || change.After.Driver != successor)
        {
            return; // another sweep was faster
        }

        await instances.StartAsync(Turn.Of(successor, known, isRecorded: row.State.IsSettled), cancellationToken);
        var why = WhyEnded(last);
        metrics.Recovered(why);
        LogTakenOver(row.Id, why, successor);
    }

    private async Task<Validation> RecoverAsync(ValidationRow row, Instance? ended, CancellationToken cancellationToken)
    {
        var known = Recovery.WithJournal(StateOf(ended) ?? row.State, await journal.CloseAsync(row.Id, cancellationToken));
        var now = timeProvider.GetUtcNow();
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
