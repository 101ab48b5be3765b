using System.Diagnostics.CodeAnalysis;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Recovers unfinished validations. A sweep completes starts that were broken off, and lets another orchestration take
/// over (<see cref="Takeover"/>) where one ended outside the rules. A sweep counts every unfinished row, and visits
/// those that are due by their stored time (<see cref="SweepTimes"/>).
/// </summary>
/// <param name="unfinished">The unfinished rows.</param>
/// <param name="records">The accounts.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="starts">Completes starts.</param>
/// <param name="instances">The orchestrations.</param>
/// <param name="takeover">Lets another orchestration take over.</param>
/// <param name="metrics">Counts and gauges.</param>
/// <param name="timeProvider">The clock.</param>
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

    // An instance that should be at work and to which nothing has happened for so long may have ended without being
    // shown so.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    /// <summary>Goes once through all unfinished rows.</summary>
    /// <exception cref="StoreUnavailableException">The tables or the orchestrations cannot be used; the next sweep goes
    /// on.</exception>
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
        Justification = "A fault of one validation must not keep a sweep from the other ones. The log names it, and "
            + "the next sweep tries again.")]
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

    // It goes on by itself.
    private Task LeaveAsync(UnfinishedRow found, CancellationToken cancellationToken) =>
        unfinished.SweepAgainAsync(found, SweepTimes.Next(found, timeProvider.GetUtcNow()), cancellationToken);

    // How an instance stands, when what is shown of it need not be true.
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

    // One that holds its account is completed. One that does not never did, or a cancel has freed the account: the row
    // tells.
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
            // A start that stopped for long after it wrote its unsettled row may go on now. It cannot lock the version
            // of the account that it has read any more, and writes its unsettled row again before it locks another:
            // then this one is not deleted.
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
            // Its account was told before: an unsettled row that is left, or that a repeated call brought back, holds
            // nothing.
            await records.ChangeAsync(found.Partition, record => record.Unlocked(row.Id), cancellationToken);
            await unfinished.ReleaseAsync(row.State, cancellationToken);
        }

        if (row.FinishedAt is not null)
        {
            await unfinished.CloseAsync(row.State, cancellationToken);
            // An entry of an earlier version is in a partition of its own spelling.
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

    // An orchestration of another task hub is not seen from here: it is left alone for as long as it may be about to
    // settle.
    private bool IsForgotten(ValidationRow row) => timeProvider.GetUtcNow() > row.State.DeadlineAt + SweepTally.Grace;

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Validation {ValidationId} could not be recovered; the next sweep tries again")]
    private partial void LogNotPossible(Exception exception, string validationId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Count} validations are held, {ValidationId} among them: their orchestrations failed again and "
            + "again under this version of the program. Nothing is lost and nothing is answered meanwhile. Deploy a "
            + "version that mends it, and they go on; or ask for a check of one, to try it again.")]
    private partial void LogHeld(long count, string validationId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The start of validation {ValidationId} had been broken off and is complete now")]
    private partial void LogCompleted(string validationId);
}
