namespace AccountValidation.JuspaySimulator;

/// <summary>
/// What becomes of one drop: looks do not see it for <paramref name="HiddenFor"/>, then show PENDING for
/// <paramref name="PendingFor"/> (null: for ever), then <paramref name="Verdict"/>.
/// </summary>
internal sealed record Course(TimeSpan HiddenFor, TimeSpan? PendingFor, Verdict Verdict)
{
    public static Course AtOnce(Verdict verdict) => new(TimeSpan.Zero, TimeSpan.Zero, verdict);

    public static Course After(TimeSpan pending, Verdict verdict) => new(TimeSpan.Zero, pending, verdict);

    public static Course Never() => new(TimeSpan.Zero, null, Verdict.Active);

    public static Course Hidden(TimeSpan hidden, TimeSpan pending, Verdict verdict) => new(hidden, pending, verdict);
}
