using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Settings;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// Lets another orchestration take over where one ended outside the rules. What an operator terminated or purged is
/// cancelled. What failed, or was lost with its task hub, is continued from its last input and the money journal, as if
/// nothing had been: that says nothing about the account. What fails is held after a bounded number of times under one
/// version of the program.
/// </summary>
/// <param name="records">The accounts.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="journal">The money journal.</param>
/// <param name="settlements">Writes settlements down.</param>
/// <param name="instances">The orchestrations.</param>
/// <param name="mark">Tells a purge from the loss of the task hub.</param>
/// <param name="metrics">Counts.</param>
/// <param name="version">The version of the program.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets ids only.</param>
public sealed partial class Takeover(
    AccountRecords records,
    ValidationRows rows,
    TableMoneyJournal journal,
    Settlements settlements,
    IInstances instances,
    HubMark mark,
    SweepMetrics metrics,
    ProgramVersion version,
    TimeProvider timeProvider,
    ILogger<Takeover> logger)
{
    private const string Terminated = "terminated";
    private const string Purged = "purged";

    /// <summary>Lets another orchestration take over.</summary>
    /// <param name="row">The validation's row.</param>
    /// <param name="ended">Its driver, which has ended; null when it does not exist.</param>
    /// <param name="cancellationToken">Gives it up; the next sweep goes on.</param>
    /// <returns>False when the validation is held instead.</returns>
    /// <exception cref="StoreUnavailableException">The tables or the orchestrations cannot be used; the next sweep goes
    /// on.</exception>
    public async Task<bool> TryAsync(ValidationRow row, Instance? ended, CancellationToken cancellationToken)
    {
        // A successor that a sweep has named and not started leaves the one before it as the last that ran.
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

        // The row names the successor before it is started: a sweep that dies between the two is repeated by the next
        // one.
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

        // The account is free before anybody can read the answer from the successor.
        var written = known.IsSettled
            ? await settlements.SettleAsync(known, taken.Driver, AccountDetails.None, cancellationToken)
            : null;
        var isRecorded = written is { After.State.IsSettled: true };
        await instances.StartAsync(
            Turn.Of(
                taken.Driver, isRecorded ? written!.After.State : known, isRecorded, timeProvider.GetUtcNow()),
            cancellationToken);
        metrics.Recovered(why);
        LogTakenOver(taken.Id, why, taken.Driver);
    }

    // An activity that the old orchestration asked for may still come. It finds another driver in the row; or it has
    // read the row and the account already, and cannot write its intent beside this. So what is read then stays all
    // there is.
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
            return null; // why it failed, perhaps: row and journal tell enough
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
