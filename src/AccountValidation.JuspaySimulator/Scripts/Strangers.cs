namespace AccountValidation.JuspaySimulator;

/// <summary>The scripts in which somebody else answers for Juspay, or Juspay answers what is no news.</summary>
internal static class Strangers
{
    private static readonly TimeSpan ShortPending = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Never = TimeSpan.FromDays(30);

    /// <summary>The script of that name; null when it is none of these.</summary>
    public static Script? Parse(string[] words) => words switch
    {
        ["blocked"] => Dropped(Errors.Blocked),
        ["throttled", "with", "effect"] => Dropped(Errors.Throttle),
        ["ingress", var n] when ScriptParser.Count(n) is { } times =>
            ScriptParser.With(Trouble.Times(Calls.Look, Errors.NoBackend, times)),
        ["other", "id"] => ScriptParser.With(
            Trouble.OnceDropped(new Answer.Garbage(GarbageKind.OtherId)), Course.AtOnce(Verdict.Failure)),
        ["half", "character"] => ScriptParser.With(
            Trouble.Always(Calls.Look, new Answer.Garbage(GarbageKind.HalfCharacter)), Course.After(ShortPending, Verdict.Active)),
        ["echo", var d, var v] when ScriptParser.Duration(d) is { } hidden && ScriptParser.VerdictOf(v) is { } verdict =>
            Failed(new Answer.Echo(), Course.Hidden(hidden, TimeSpan.Zero, verdict)),
        ["unmoved", "failure"] => Failed(new Answer.Reset(), Course.Hidden(Never, TimeSpan.Zero, Verdict.Failure)),
        ["in", "progress", var d] when ScriptParser.Duration(d) is { } hidden =>
            ScriptParser.With(Trouble.OnceDropped(new Answer.Reset()), Course.Hidden(hidden, TimeSpan.Zero, Verdict.Active)) with
            {
                Repeated = Errors.InProgress,
            },
        _ => null,
    };

    private static Script Dropped(Answer answer) =>
        ScriptParser.With(Trouble.OnceDropped(answer), Course.After(ShortPending, Verdict.Active));

    private static Script Failed(Answer answer, Course course) =>
        ScriptParser.With(Trouble.OnceDropped(answer), course) with { Before = new Origin.Settled(Verdict.Failure) };
}
