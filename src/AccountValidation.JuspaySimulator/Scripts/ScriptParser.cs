using System.Globalization;

namespace AccountValidation.JuspaySimulator.Scripts;

/// <summary>Reads a script from its name, or from the id of an account.</summary>
internal static class ScriptParser
{
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(30);
    private static readonly TimeSpan ShortPending = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OpenDropTime = TimeSpan.FromSeconds(2);

    /// <summary>The form of every known name.</summary>
    public static IReadOnlyList<string> KnownNames { get; } =
    [
        "active", "failure", "pending-<d>-active", "pending-<d>-failure", "pending-forever",
        "unknown", "bad-request", "key-refused", "key-refused-<d>", "forbidden",
        "throttled-<n>", "throttled-get-<n>",
        "error-before-<n>", "error-after", "error-after-<d>",
        "timeout-before-<n>", "timeout-after", "timeout-after-<d>",
        "slow-<d>", "slow-<d>-failure", "slow-<d>-pending-<d>-active", "slow-<d>-pending-<d>-failure",
        "garbage", "garbage-html", "garbage-empty", "garbage-truncated", "garbage-huge", "garbage-wrong-type",
        "garbage-unknown-status", "garbage-redirect", "garbage-get",
        "stale-<d>-active", "stale-<d>-failure",
        "lagging-<d>-active", "lagging-<d>-failure",
        "lagging-<d>-pending-<d>-active", "lagging-<d>-pending-<d>-failure",
        "was-active", "was-failure", "was-pending", "was-active-undated",
        "reset", "reset-after",
        "blocked", "throttled-with-effect", "ingress-<n>", "other-id", "half-character",
        "echo-<d>-active", "echo-<d>-failure", "unmoved-failure", "in-progress-<d>",
    ];

    /// <summary>
    /// Reads the account's id up to its first <c>.</c> or <c>~</c> as a name. An unknown name gives <c>active</c>.
    /// </summary>
    public static Script FromAccountId(string accountId)
    {
        var end = accountId.AsSpan().IndexOfAny('.', '~');
        return Parse(end < 0 ? accountId : accountId[..end]) ?? new Script("active");
    }

    /// <summary>The script of that name. Null: the name is unknown.</summary>
    public static Script? Parse(string name)
    {
        var words = name.Split('-');
        var script = Settling(words) ?? Refusing(words) ?? Breaking(words) ?? Garbling(words)
            ?? WithHistory(words) ?? Foreign(words) ?? Deceiving(words);
        return script is null ? null : script with { Name = name };
    }

    private static Script? Settling(string[] words) => words switch
    {
        ["slow", var d] when Duration(d) is { } wait => With() with { Wait = wait },
        ["slow", var d, .. var rest] when Duration(d) is { } wait && CourseOf(rest) is { } course =>
            With(course) with { Wait = wait },
        _ => CourseOf(words) is { } course ? With(course) : null,
    };

    private static Course? CourseOf(string[] words) => words switch
    {
        [var v] when VerdictOf(v) is { } verdict => Course.AtOnce(verdict),
        ["pending", "forever"] => Course.Never(),
        ["pending", var d, var v] when Duration(d) is { } pending && VerdictOf(v) is { } verdict =>
            Course.After(pending, verdict),
        _ => null,
    };

    private static Script? Refusing(string[] words) => words switch
    {
        ["unknown"] => With(Fault.Always(Calls.Both, Errors.NotFound)),
        ["bad", "request"] => With(Fault.Always(Calls.PennyDrop, Errors.InvalidRequest)),
        ["key", "refused"] => With(Fault.Always(Calls.Both, Errors.AccessDenied)),
        ["key", "refused", var d] when Duration(d) is { } time =>
            With(Fault.Lasting(Calls.Both, Errors.AccessDenied, time)),
        ["forbidden"] => With(Fault.Always(Calls.Both, Errors.Forbidden)),
        ["throttled", var n] when Count(n) is { } times =>
            With(Fault.Times(Calls.PennyDrop, Errors.TooManyRequests, times)),
        ["throttled", "get", var n] when Count(n) is { } times =>
            With(Fault.Times(Calls.Check, Errors.TooManyRequests, times)),
        _ => null,
    };

    private static Script? Breaking(string[] words) => words switch
    {
        ["error", "before", var n] when Count(n) is { } times =>
            With(Fault.Times(Calls.PennyDrop, Errors.Internal, times)),
        ["error", "after"] => Dropped(Errors.Internal, Course.After(ShortPending, Verdict.Active)),
        ["error", "after", var d] when Duration(d) is { } hidden =>
            Dropped(Errors.Internal, Course.SeenAfter(hidden, Verdict.Active)),
        ["timeout", "before", var n] when Count(n) is { } times =>
            With(Fault.Times(Calls.PennyDrop, new Answer.Silence(), times)),
        ["timeout", "after"] => Dropped(new Answer.Silence()),
        ["timeout", "after", var d] when Duration(d) is { } hidden =>
            Dropped(new Answer.Silence(), Course.SeenAfter(hidden, Verdict.Active)),
        ["reset"] => With(Fault.Times(Calls.PennyDrop, new Answer.Reset(), 1)),
        ["reset", "after"] => Dropped(new Answer.Reset()),
        _ => null,
    };

    private static Script? Garbling(string[] words) => words switch
    {
        ["garbage", "get"] => With(Fault.Times(Calls.Check, new Answer.Garbage(GarbageKind.NotJson), 2)),
        ["garbage", .. var kind] when GarbageKindOf(kind) is { } garbage => Dropped(new Answer.Garbage(garbage)),
        ["half", "character"] => With(
            Fault.Always(Calls.Check, new Answer.Garbage(GarbageKind.HalfCharacter)),
            Course.After(ShortPending, Verdict.Active)),
        _ => null,
    };

    private static GarbageKind? GarbageKindOf(string[] words) => words switch
    {
        [] => GarbageKind.NotJson,
        ["html"] => GarbageKind.Html,
        ["empty"] => GarbageKind.Empty,
        ["truncated"] => GarbageKind.Truncated,
        ["huge"] => GarbageKind.Huge,
        ["wrong", "type"] => GarbageKind.WrongType,
        ["unknown", "status"] => GarbageKind.UnknownStatus,
        ["redirect"] => GarbageKind.Redirect,
        _ => null,
    };

    private static Script? WithHistory(string[] words) => words switch
    {
        ["lagging", var d, .. var rest]
            when Duration(d) is { } hidden && CourseOf(rest) is { PendingFor: not null } course =>
            With(course with { HiddenFor = hidden }),
        ["was", "pending"] => With() with { Before = new Origin.OpenDrop(OpenDropTime) },
        ["was", "active", "undated"] => With() with { Before = new Origin.Settled(Verdict.Active), Dated = false },
        ["was", var v] when VerdictOf(v) is { } verdict => With() with { Before = new Origin.Settled(verdict) },
        ["stale", var d, var v] when Duration(d) is { } hidden && VerdictOf(v) is { } verdict =>
            AfterFailure(With(new Course(hidden, ShortPending, verdict))),
        _ => null,
    };

    /// <summary>A filter, gateway or ingress answers for Juspay.</summary>
    private static Script? Foreign(string[] words) => words switch
    {
        ["blocked"] => Dropped(Errors.Blocked, Course.After(ShortPending, Verdict.Active)),
        ["throttled", "with", "effect"] => Dropped(Errors.Throttled, Course.After(ShortPending, Verdict.Active)),
        ["ingress", var n] when Count(n) is { } times => With(Fault.Times(Calls.Check, Errors.NoBackend, times)),
        _ => null,
    };

    /// <summary>Juspay's answer to the POST says nothing true about the drop.</summary>
    private static Script? Deceiving(string[] words) => words switch
    {
        ["other", "id"] => Dropped(new Answer.Garbage(GarbageKind.OtherId), Course.AtOnce(Verdict.Failure)),
        ["echo", var d, var v] when Duration(d) is { } hidden && VerdictOf(v) is { } verdict =>
            AfterFailure(Dropped(new Answer.Echo(), Course.SeenAfter(hidden, verdict))),
        ["unmoved", "failure"] =>
            AfterFailure(Dropped(new Answer.Reset(), Course.SeenAfter(LongestDuration, Verdict.Failure))),
        ["in", "progress", var d] when Duration(d) is { } hidden =>
            Dropped(new Answer.Reset(), Course.SeenAfter(hidden, Verdict.Active)) with { Repeated = Errors.InProgress },
        _ => null,
    };

    private static Script With(Course? course = null) => new("") { Course = course ?? Course.AtOnce(Verdict.Active) };

    private static Script With(Fault fault, Course? course = null) => With(course) with { Fault = fault };

    private static Script Dropped(Answer answer, Course? course = null) => With(Fault.Dropped(answer), course);

    private static Script AfterFailure(Script script) => script with { Before = new Origin.Settled(Verdict.Failure) };

    private static Verdict? VerdictOf(string word) => word switch
    {
        "active" => Verdict.Active,
        "failure" => Verdict.Failure,
        _ => null,
    };

    private static TimeSpan? Duration(string word)
    {
        TimeSpan? duration = word switch
        {
            [.. var n, 'm', 's'] when Count(n) is { } count => TimeSpan.FromMilliseconds(count),
            [.. var n, 's'] when Count(n) is { } count => TimeSpan.FromSeconds(count),
            _ => null,
        };
        return duration <= LongestDuration ? duration : null;
    }

    private static int? Count(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
