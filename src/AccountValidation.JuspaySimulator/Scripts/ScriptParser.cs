using System.Globalization;

namespace AccountValidation.JuspaySimulator;

/// <summary>Reads a script from its name, or from the id of the account that follows it.</summary>
internal static class ScriptParser
{
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(30);
    private static readonly TimeSpan ShortPending = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan InFlightTime = TimeSpan.FromSeconds(2);

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
        "lagging-<d>-active", "lagging-<d>-failure", "lagging-<d>-pending-<d>-active", "lagging-<d>-pending-<d>-failure",
        "was-active", "was-failure", "was-pending", "was-active-undated",
        "reset", "reset-after",
        "blocked", "throttled-with-effect", "ingress-<n>", "other-id", "half-character",
        "echo-<d>-active", "echo-<d>-failure", "unmoved-failure", "in-progress-<d>",
    ];

    /// <summary>The script named by the account's id up to its first <c>.</c> or <c>~</c>; <c>active</c> when that names none.</summary>
    public static Script FromAccountId(string accountId)
    {
        var end = accountId.AsSpan().IndexOfAny('.', '~');
        return Parse(end < 0 ? accountId : accountId[..end]) ?? new Script("active");
    }

    /// <summary>The script of that name, or null when there is none.</summary>
    public static Script? Parse(string name)
    {
        var words = name.Split('-');
        var script = Drops(words) ?? Refuses(words) ?? Breaks(words) ?? Spoils(words) ?? HasHistory(words) ?? Strangers.Parse(words);
        return script is null ? null : script with { Name = name };
    }

    private static Script? Drops(string[] words) => words switch
    {
        ["slow", var d] when Duration(d) is { } wait => new Script("") { Wait = wait },
        ["slow", var d, .. var rest] when Duration(d) is { } wait && Settles(rest) is { } course => new Script("") { Wait = wait, Course = course },
        _ => Settles(words) is { } course ? new Script("") { Course = course } : null,
    };

    private static Course? Settles(string[] words) => words switch
    {
        [var v] when VerdictOf(v) is { } verdict => Course.AtOnce(verdict),
        ["pending", "forever"] => Course.Never(),
        ["pending", var d, var v] when Duration(d) is { } pending && VerdictOf(v) is { } verdict => Course.After(pending, verdict),
        _ => null,
    };

    private static Script? Refuses(string[] words) => words switch
    {
        ["unknown"] => With(Trouble.Always(Calls.Both, Errors.NotFound)),
        ["bad", "request"] => With(Trouble.Always(Calls.Validate, Errors.InvalidRequest)),
        ["key", "refused"] => With(Trouble.Always(Calls.Both, Errors.AccessDenied)),
        ["key", "refused", var d] when Duration(d) is { } time => With(Trouble.Lasting(Calls.Both, Errors.AccessDenied, time)),
        ["forbidden"] => With(Trouble.Always(Calls.Both, Errors.Forbidden)),
        ["throttled", var n] when Count(n) is { } times => With(Trouble.Times(Calls.Validate, Errors.TooManyRequests, times)),
        ["throttled", "get", var n] when Count(n) is { } times => With(Trouble.Times(Calls.Look, Errors.TooManyRequests, times)),
        _ => null,
    };

    private static Script? Breaks(string[] words) => words switch
    {
        ["error", "before", var n] when Count(n) is { } times => With(Trouble.Times(Calls.Validate, Errors.Internal, times)),
        ["error", "after"] => With(Trouble.OnceDropped(Errors.Internal), Course.After(ShortPending, Verdict.Active)),
        ["error", "after", var d] when Duration(d) is { } hidden => With(Trouble.OnceDropped(Errors.Internal), SeenLate(hidden)),
        ["timeout", "before", var n] when Count(n) is { } times => With(Trouble.Times(Calls.Validate, new Answer.Silence(), times)),
        ["timeout", "after"] => With(Trouble.OnceDropped(new Answer.Silence())),
        ["timeout", "after", var d] when Duration(d) is { } hidden => With(Trouble.OnceDropped(new Answer.Silence()), SeenLate(hidden)),
        ["reset"] => With(Trouble.Times(Calls.Validate, new Answer.Reset(), 1)),
        ["reset", "after"] => With(Trouble.OnceDropped(new Answer.Reset())),
        _ => null,
    };

    private static Script? Spoils(string[] words) => words switch
    {
        ["garbage", "get"] => With(Trouble.Times(Calls.Look, new Answer.Garbage(GarbageKind.NotJson), 2)),
        ["garbage", .. var kind] when Garbage(kind) is { } garbage => With(Trouble.OnceDropped(new Answer.Garbage(garbage))),
        _ => null,
    };

    private static GarbageKind? Garbage(string[] words) => words switch
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

    private static Script? HasHistory(string[] words) => words switch
    {
        ["lagging", var d, .. var rest] when Duration(d) is { } hidden && Settles(rest) is { PendingFor: { } pending } course => new Script("")
        {
            Course = Course.Hidden(hidden, pending, course.Verdict),
        },
        ["was", "pending"] => new Script("") { Before = new Origin.InFlight(InFlightTime) },
        ["was", "active", "undated"] => new Script("") { Before = new Origin.Settled(Verdict.Active), Dated = false },
        ["was", var v] when VerdictOf(v) is { } verdict => new Script("") { Before = new Origin.Settled(verdict) },
        ["stale", var d, var v] when Duration(d) is { } hidden && VerdictOf(v) is { } verdict => new Script("")
        {
            Before = new Origin.Settled(Verdict.Failure),
            Course = Course.Hidden(hidden, ShortPending, verdict),
        },
        _ => null,
    };

    internal static Script With(Trouble trouble, Course? course = null) =>
        new("") { Trouble = trouble, Course = course ?? Course.AtOnce(Verdict.Active) };

    private static Course SeenLate(TimeSpan hidden) => Course.Hidden(hidden, TimeSpan.Zero, Verdict.Active);

    internal static Verdict? VerdictOf(string word) => word switch
    {
        "active" => Verdict.Active,
        "failure" => Verdict.Failure,
        _ => null,
    };

    internal static TimeSpan? Duration(string word)
    {
        TimeSpan? duration = word switch
        {
            [.. var n, 'm', 's'] when Count(n) is { } count => TimeSpan.FromMilliseconds(count),
            [.. var n, 's'] when Count(n) is { } count => TimeSpan.FromSeconds(count),
            _ => null,
        };
        return duration <= LongestDuration ? duration : null;
    }

    internal static int? Count(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
