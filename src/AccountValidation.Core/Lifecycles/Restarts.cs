using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Rules for waits across a restart: waits that hold a penny back or prove something (rule 6). Only the wall clock
/// measures the time without a process, and somebody may have set the clock meanwhile. So a wait that a restart
/// interrupted begins anew with its full length; no wait is ever shortened. Each reader of a state applies this rule: a
/// start rewrites nothing, and waits that began since then stay as they are.
/// </summary>
public static class Restarts
{
    /// <summary>
    /// A validation as the reading process continues it. The same instance comes back when no wait was interrupted.
    /// </summary>
    /// <param name="stored">The validation as the store holds it.</param>
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
    /// Begins each wait of a stage anew that was interrupted before a time. The same instance comes back when no wait
    /// was interrupted. A penny drop under way has no wait: its end is counted from when a process finds it.
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

    // Until the first check that counts, nothing proves that the time-out was over: the request may still be on its
    // way. A check before that time proves presence only, so the next check stays planned as it was.
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

    // A wait that has not begun cannot begin anew.
    private static DateTimeOffset? Later(DateTimeOffset? stored, DateTimeOffset earliest) =>
        stored is { } time ? Backoff.Later(time, earliest) : null;
}

/// <summary>
/// The start of a process that continues what earlier processes stored. Both times are by this process's clock.
/// </summary>
/// <param name="Since">When the process opened the store. Its stopwatch has measured no wait from before this
/// time.</param>
/// <param name="TrustedSince">Since when the clock is trusted across restarts. The 72 hours of an open drop count from
/// here at the soonest.</param>
/// <param name="Doubt">The penny drops that the store may have forgotten.</param>
public sealed record Restart(DateTimeOffset Since, DateTimeOffset TrustedSince, StoreDoubt Doubt)
{
    /// <summary>No wait counts as interrupted, and the clock is trusted.</summary>
    public static Restart None { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MinValue, StoreDoubt.None);
}
