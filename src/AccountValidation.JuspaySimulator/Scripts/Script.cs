using System.Diagnostics;
using System.Text.Json.Serialization;

namespace AccountValidation.JuspaySimulator.Scripts;

/// <summary>The behaviour of one account as data: its state before a drop, the course of a drop, a fault.</summary>
internal sealed record Script(string Name)
{
    /// <summary>The state before the first drop.</summary>
    public Origin Before { get; init; } = new Origin.Fresh();

    /// <summary>The course of every drop.</summary>
    public Course Course { get; init; } = Course.AtOnce(Verdict.Active);

    /// <summary>The fault of some calls, if any.</summary>
    public Fault? Fault { get; init; }

    /// <summary>The answer to each POST after the first drop. Null: each POST drops another penny.</summary>
    public Answer? Repeated { get; init; }

    /// <summary>The time between the arrival of a POST and its drop.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether checks show the time of the last validation.</summary>
    public bool Dated { get; init; } = true;
}

/// <summary>The state of an account before its first drop.</summary>
internal abstract record Origin
{
    private Origin()
    {
    }

    /// <summary>Never validated: CREATED.</summary>
    internal sealed record Fresh : Origin;

    /// <summary>Validated one hour before the first call.</summary>
    internal sealed record Settled(Verdict Verdict) : Origin
    {
        public static readonly TimeSpan Age = TimeSpan.FromHours(1);
    }

    /// <summary>Another client's drop is open. It settles ACTIVE some time after the first call.</summary>
    internal sealed record OpenDrop(TimeSpan SettlesAfter) : Origin;
}

/// <summary>
/// The course of one drop: checks do not see the drop for <paramref name="HiddenFor"/>, then show PENDING for
/// <paramref name="PendingFor"/> (null: for ever), then <paramref name="Verdict"/>.
/// </summary>
internal sealed record Course(TimeSpan HiddenFor, TimeSpan? PendingFor, Verdict Verdict)
{
    public static Course AtOnce(Verdict verdict) => After(TimeSpan.Zero, verdict);

    public static Course After(TimeSpan pending, Verdict verdict) => new(TimeSpan.Zero, pending, verdict);

    public static Course Never() => new(TimeSpan.Zero, null, Verdict.Active);

    public static Course SeenAfter(TimeSpan hidden, Verdict verdict) => new(hidden, TimeSpan.Zero, verdict);
}

/// <summary>The two results that settle a drop. Ledger files store these names.</summary>
internal enum Verdict
{
    [JsonStringEnumMemberName("ACTIVE")]
    Active,

    [JsonStringEnumMemberName("FAILURE")]
    Failure,
}

/// <summary>A fault: the calls that meet the fault, their answer, its limit, and its side of the drop.</summary>
internal sealed record Fault(Calls On, Answer Answer, Limit Limit, bool AfterDrop = false)
{
    public static Fault Always(Calls on, Answer answer) => new(on, answer, new Limit.None());

    public static Fault Times(Calls on, Answer answer, int times) => new(on, answer, new Limit.Times(times));

    public static Fault Lasting(Calls on, Answer answer, TimeSpan time) => new(on, answer, new Limit.Lasting(time));

    public static Fault Dropped(Answer answer) => new(Calls.PennyDrop, answer, new Limit.None(), AfterDrop: true);
}

/// <summary>The bound of a fault, in calls or in time.</summary>
internal abstract record Limit
{
    private Limit()
    {
    }

    /// <summary>Whether the next call still meets the fault.</summary>
    /// <param name="met">The number of calls that have met the fault.</param>
    /// <param name="elapsed">The time since the first call under the script.</param>
    public bool Allows(int met, TimeSpan elapsed) => this switch
    {
        None => true,
        Times(var count) => met < count,
        Lasting(var duration) => elapsed < duration,
        _ => throw new UnreachableException(),
    };

    internal sealed record None : Limit;

    internal sealed record Times(int Count) : Limit;

    internal sealed record Lasting(TimeSpan Duration) : Limit;
}

/// <summary>The two calls of Juspay's API for a customer account.</summary>
[Flags]
internal enum Calls
{
    None = 0,
    Check = 1,
    PennyDrop = 2,
    Both = Check | PennyDrop,
}
