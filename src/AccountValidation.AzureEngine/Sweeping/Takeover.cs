using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Settings;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Lets another orchestration take over where an orchestration ended outside the rules. A validation whose
/// orchestration an operator terminated or purged is cancelled. A failed orchestration says nothing about the account,
/// and neither does a lost task hub. Their validations continue from the last input and the money journal. Under the
/// same program version, a validation that fails too often is held.
/// </summary>
/// <param name="records">Holds the accounts.</param>
/// <param name="rows">Holds the rows and the names of drivers.</param>
/// <param name="journal">Knows the penny drops that began.</param>
/// <param name="instances">Starts the successors.</param>
/// <param name="mark">Tells a purge from the loss of the task hub.</param>
/// <param name="metrics">Counts recovered validations by cause.</param>
/// <param name="version">The version of the running program.</param>
/// <param name="timeProvider">Times the takeover.</param>
/// <param name="logger">Gets ids only.</param>
public sealed partial class Takeover(
    AccountRecords records,
    ValidationRows rows,
    TableMoneyJournal journal,
    IInstances instances,
    HubMark mark,
    SweepMetrics metrics,
    ProgramVersion version,
    TimeProvider timeProvider,
    ILogger<Takeover> logger)
{
    private const string Terminated = "terminated";
    private const string Purged = "purged";

    /// <summary>Lets another orchestration take over, or holds the validation.</summary>
    /// <param name="row">The validation's row.</param>
    /// <param name="ended">The ended driver; null when the driver does not exist.</param>
    /// <param name="cancellationToken">Gives up; the next sweep continues.</param>
    /// <returns>False when the validation is held instead.</returns>
    /// <exception cref="StoreUnavailableException">The tables or the orchestrations cannot be used; the next sweep
    /// continues.</exception>
    public async Task<bool> TryAsync(ValidationRow row, Instance? ended, CancellationToken cancellationToken)
    {
        // A sweep may have named a successor without starting it. Then the successor's predecessor ran last.
        var last = ended
            ?? (
                InstanceIds.Before(row.Driver) is { } before
                    ? await instances.FindAsync(before, cancellationToken)
                    : null);
        var hasFailed = HasFailed(last);
        if (hasFailed && ended is not null && row.Continued.IsHeld(version.Id))
        {
            return false;
        }

        // The row names the successor before the successor starts. If a sweep dies in between, the next sweep repeats
        // both.
        var successor = InstanceIds.AfterEndOf(row.Driver);
        var continued = hasFailed ? row.Continued.Again(version.Id) : row.Continued;
        var change = await rows.ChangeAsync(
            row.Id,
            current =>
                current.Driver == row.Driver
                    ? current.DrivenBy(successor, instances.HubName, isDriverGone: ended is null) with
                    {
                        Continued = continued,
                    }
                    : current,
            cancellationToken);
        if (change is { After: { } taken } && taken.Driver == successor) // otherwise another sweep was faster
        {
            await StartAsync(taken, last, await WhyEndedAsync(row, last, cancellationToken), cancellationToken);
        }

        return true;
    }

    private async Task StartAsync(ValidationRow taken, Instance? last, string why, CancellationToken cancellationToken)
    {
        var known = taken.State.IsSettled
            ? taken.State
            : await RecoverAsync(taken, last, isCancelled: why is Terminated or Purged, cancellationToken);
        await instances.StartAsync(
            Turn.Of(taken.Driver, known, isRecorded: taken.State.IsSettled, timeProvider.GetUtcNow()),
            cancellationToken);
        metrics.Recovered(why);
        LogTakenOver(taken.Id, why, taken.Driver);
    }

    // An activity of the old orchestration may still come. It finds another driver in the row. Or it has read the row
    // and the account already, and cannot write its intent beside this change. So the facts read after the touch are
    // complete.
    private async Task<Validation> RecoverAsync(
        ValidationRow row, Instance? ended, bool isCancelled, CancellationToken cancellationToken)
    {
        await records.TouchAsync(row.State.Request.CustomerAccountId, cancellationToken);
        var now = timeProvider.GetUtcNow();
        var known = JournalRules.CaughtUp(
            StateOf(ended) ?? row.State, await journal.ReadAsync(row.State, cancellationToken), now);
        return isCancelled ? Recovery.Cancelled(known, now) : known;
    }

    private static Validation? StateOf(Instance? ended)
    {
        try
        {
            return ended?.Turn?.ReadState();
        }
        catch (StateFormatException)
        {
            return null; // perhaps the reason of the failure; row and journal tell enough
        }
    }

    private static bool HasFailed(Instance? ended) =>
        ended is { State: InstanceState.Failed or InstanceState.Completed };

    private async Task<string> WhyEndedAsync(ValidationRow row, Instance? ended, CancellationToken cancellationToken) =>
        ended?.State switch
        {
            InstanceState.Terminated => Terminated,
            null => row.Hub == instances.HubName && await mark.SinceAsync(cancellationToken) <= row.State.CreatedAt
                ? Purged
                : "lost",
            _ => "failed",
        };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The orchestration of validation {ValidationId} had ended outside its rules ({Why}): {Successor} "
            + "takes over")]
    private partial void LogTakenOver(string validationId, string why, string successor);
}
