namespace AccountValidation.Core.Schedules;

/// <summary>
/// The four checks after an uncertain penny drop: 1, 2, 4 and 8 times a unit after it can no longer be on its way.
/// </summary>
public static class ConfirmSchedule
{
    /// <summary>How many checks must show the baseline before the drop counts as absent.</summary>
    public const int Checks = 4;

    /// <summary>
    /// The time from which checks show a drop that Juspay took, by the one assumption that is made about Juspay.
    /// </summary>
    /// <param name="endedBy">When the drop can no longer have been on its way.</param>
    /// <param name="unit"><c>Submission:ConfirmAfter</c>.</param>
    public static DateTimeOffset ShownFrom(DateTimeOffset endedBy, TimeSpan unit) => endedBy + TimeToShow(unit);

    /// <summary>After this time checks show every penny drop that was on its way.</summary>
    /// <param name="timeout"><c>Juspay:Timeout</c>.</param>
    /// <param name="unit"><c>Submission:ConfirmAfter</c>.</param>
    public static TimeSpan TimeToShow(TimeSpan timeout, TimeSpan unit) => timeout + TimeToShow(unit);

    /// <summary>How long checks may take to show a drop that Juspay took.</summary>
    public static TimeSpan TimeToShow(TimeSpan unit) => unit * (1 << (Checks - 1));

    /// <summary>The time from which the first check counts.</summary>
    public static DateTimeOffset First(DateTimeOffset sendBefore, TimeSpan unit) =>
        sendBefore + WaitAfter(equalChecks: 0, unit);

    /// <summary>
    /// The time from which the check after <paramref name="equalChecks"/> equal ones counts, from 1. A late check moves
    /// the next one: the distance between two checks never shrinks. So four checks in one moment never pass for four
    /// checks over minutes.
    /// </summary>
    public static DateTimeOffset Next(DateTimeOffset startedAt, TimeSpan unit, int equalChecks) =>
        startedAt + WaitAfter(equalChecks, unit);

    /// <summary>The wait before the check after <paramref name="equalChecks"/> equal ones, from 0.</summary>
    public static TimeSpan WaitAfter(int equalChecks, TimeSpan unit) => unit * (1 << Math.Max(0, equalChecks - 1));
}
