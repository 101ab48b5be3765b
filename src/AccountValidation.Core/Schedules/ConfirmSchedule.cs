namespace AccountValidation.Core.Schedules;

/// <summary>
/// The four checks after an uncertain penny drop. They follow 1, 2, 4 and 8 units after the POST can no longer be on
/// its way.
/// </summary>
public static class ConfirmSchedule
{
    /// <summary>How many checks must show the baseline before the drop counts as absent.</summary>
    public const int Checks = 4;

    /// <summary>
    /// From this time checks show a drop that Juspay took. This is the only assumption that the service makes about
    /// Juspay.
    /// </summary>
    /// <param name="endedBy">When the POST can no longer be on its way.</param>
    /// <param name="unit"><c>Submission:ConfirmAfter</c>.</param>
    public static DateTimeOffset ShownFrom(DateTimeOffset endedBy, TimeSpan unit) => endedBy + TimeToShow(unit);

    /// <summary>The time after which checks show every penny drop that was on its way.</summary>
    /// <param name="timeout"><c>Juspay:Timeout</c>.</param>
    /// <param name="unit"><c>Submission:ConfirmAfter</c>.</param>
    public static TimeSpan TimeToShow(TimeSpan timeout, TimeSpan unit) => timeout + TimeToShow(unit);

    /// <summary>The longest time until checks show a drop that Juspay took.</summary>
    public static TimeSpan TimeToShow(TimeSpan unit) => unit * (1 << (Checks - 1));

    /// <summary>From when the first confirm check counts.</summary>
    public static DateTimeOffset First(DateTimeOffset sendBefore, TimeSpan unit) =>
        sendBefore + WaitAfter(equalChecks: 0, unit);

    /// <summary>
    /// From when the check after <paramref name="equalChecks"/> equal checks counts, at least 1. A late check moves the
    /// next check: the distance between two checks never shrinks. So four checks in one moment never pass for four
    /// checks over minutes.
    /// </summary>
    public static DateTimeOffset Next(DateTimeOffset startedAt, TimeSpan unit, int equalChecks) =>
        startedAt + WaitAfter(equalChecks, unit);

    /// <summary>The wait before the check after <paramref name="equalChecks"/> equal checks, from 0.</summary>
    public static TimeSpan WaitAfter(int equalChecks, TimeSpan unit) => unit * (1 << Math.Max(0, equalChecks - 1));
}
