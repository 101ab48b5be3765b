using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// What a restart means for waits that hold a penny back or prove something (rule 6). The time in which no process ran
/// is known from the wall clock only, which may have been set meanwhile. So a wait that a restart cut begins anew with
/// its full length, and none is ever shortened. Whoever reads a state asks this each time: nothing is rewritten at a
/// start, and what began since then is as it was.
/// </summary>
public static class Restarts
{
    /// <summary>
    /// A validation as the process goes on with it that reads it. The very same instance when no wait was cut.
    /// </summary>
    /// <param name="stored">The validation as it is stored.</param>
    /// <param name="restart">Since when the process runs.</param>
    public static Validation Resumed(Validation stored, Restart restart)
    {
        var stage = Resumed(stored.Stage, stored.Terms, restart.Since);
        var heldFrom = restart.TrustedSince > stored.Drop?.At ? restart.TrustedSince : stored.HeldFrom;
        return
            ReferenceEquals(stage, stored.Stage)
            && heldFrom == stored.HeldFrom
            && ReferenceEquals(restart.Doubt, stored.Doubt)
            ? stored
            : stored with { Stage = stage, HeldFrom = heldFrom, Doubt = restart.Doubt };
    }

    /// <summary>
    /// A stage whose waits were cut before a time begins them then. The same instance when none was. A penny drop under
    /// way has none: its end is counted from when it is found.
    /// </summary>
    internal static Stage Resumed(Stage stage, Terms terms, DateTimeOffset since)
    {
        var resumed = stage switch
        {
            Stage.Checking checking => checking with
            {
                RefusedAt = Later(checking.RefusedAt, since),
                BehindSince = Later(checking.BehindSince, since),
            },
            Stage.Paying paying => Resumed(paying, terms, since),
            Stage.Confirming confirming => Resumed(confirming, terms, since),
            Stage.Waiting waiting => waiting with
            {
                VisibleBy = Later(waiting.VisibleBy, ConfirmSchedule.ShownFrom(since, terms.ConfirmAfter)),
                UnchangedFrom = Later(waiting.UnchangedFrom, since + LaterChecks.UnchangedIsBelievedAfter),
            },
            Stage.Settled { Left: { } left } settled => settled with { Left = Resumed(left, terms, since) },
            _ => stage,
        };
        return resumed == stage ? stage : resumed;
    }

    private static Stage.Paying Resumed(Stage.Paying stage, Terms terms, DateTimeOffset since)
    {
        var clearFrom = Later(stage.ClearFrom, ConfirmSchedule.ShownFrom(since, terms.ConfirmAfter));
        var isSettled = stage.Baseline.Status is AccountStatus.Active or AccountStatus.Failure;
        var earliest = clearFrom ?? (isSettled ? since + FirstChecks.DateResolution : stage.DueAt);
        return stage with
        {
            DueAt = Backoff.Later(stage.DueAt, earliest),
            ClearFrom = clearFrom,
            BehindSince = Later(stage.BehindSince, since),
            RefusedAt = Later(stage.RefusedAt, since),
        };
    }

    // Until the first check that counts, nothing says that the time-out was over: the request may still be on its way.
    // A check that comes sooner than one counts proves presence, so the next one stays planned as it was.
    private static Stage.Confirming Resumed(Stage.Confirming stage, Terms terms, DateTimeOffset since)
    {
        var endedBy =
            stage.EqualChecks == 0 ? Backoff.Later(stage.SendBefore, since + terms.JuspayTimeout) : stage.SendBefore;
        var from = stage.EqualChecks == 0 ? endedBy : since;
        return stage with
        {
            SendBefore = endedBy,
            CountsFrom = Backoff.Later(
                stage.CountsFrom, from + ConfirmSchedule.WaitAfter(stage.EqualChecks, terms.ConfirmAfter)),
        };
    }

    // What has not begun has nothing to begin anew.
    private static DateTimeOffset? Later(DateTimeOffset? stored, DateTimeOffset earliest) =>
        stored is { } time ? Backoff.Later(time, earliest) : null;
}

/// <summary>
/// The start of a process that goes on with what earlier ones have stored. Both times are by the clock of this process.
/// </summary>
/// <param name="Since">When it opened the store: nothing that is stored from before was waited for by this process's
/// stopwatch.</param>
/// <param name="TrustedSince"> Since when the clock is trusted over restarts: the 72 hours of an open penny drop count
/// from here at the soonest.
/// </param>
/// <param name="Doubt">What the store may have forgotten.</param>
public sealed record Restart(DateTimeOffset Since, DateTimeOffset TrustedSince, StoreDoubt Doubt)
{
    /// <summary>No wait counts as cut, and the clock is trusted.</summary>
    public static Restart None { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MinValue, StoreDoubt.None);
}
