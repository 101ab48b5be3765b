namespace AccountValidation.Core.Schedules;

/// <summary>The four checks after an uncertain penny drop: 1, 2, 4 and 8 times a unit after it can no longer be on its way.</summary>
internal static class ConfirmSchedule
{
    /// <summary>How many checks must show the baseline before the drop counts as absent.</summary>
    public const int Looks = 4;

    /// <summary>
    /// The time from which checks show a drop that Juspay took, by the one assumption that is made about Juspay.
    /// </summary>
    /// <param name="endedBy">When the drop can no longer have been on its way.</param>
    /// <param name="unit"><c>Submission:ConfirmAfter</c>.</param>
    public static DateTimeOffset ShownFrom(DateTimeOffset endedBy, TimeSpan unit) => endedBy + TimeToShow(unit);

    /// <summary>How long checks may take to show a drop that Juspay took.</summary>
    public static TimeSpan TimeToShow(TimeSpan unit) => unit * (1 << (Looks - 1));

    /// <summary>The time from which the first look counts.</summary>
    public static DateTimeOffset First(DateTimeOffset sendBefore, TimeSpan unit) => sendBefore + WaitAfter(equalLooks: 0, unit);

    /// <summary>
    /// The time from which the look after <paramref name="equalLooks"/> equal ones counts, from 1. A look that came late (the
    /// service was down, a look failed) moves the next one: the distance between two looks never shrinks, so that four
    /// looks in one moment are never taken for four looks over minutes.
    /// </summary>
    public static DateTimeOffset Next(DateTimeOffset lookedAt, TimeSpan unit, int equalLooks) => lookedAt + WaitAfter(equalLooks, unit);

    /// <summary>How long the wait is for the look after <paramref name="equalLooks"/> equal ones, from 0.</summary>
    public static TimeSpan WaitAfter(int equalLooks, TimeSpan unit) => unit * (1 << Math.Max(0, equalLooks - 1));
}
