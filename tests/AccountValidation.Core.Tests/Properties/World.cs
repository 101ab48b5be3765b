using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>
/// How Juspay, the receiver, the caller and the machine behave during a walk: each number is a chance from 0 to 1.
/// </summary>
/// <param name="Seed">The seed of all chance.</param>
/// <param name="Failing">That a check fails.</param>
/// <param name="Stale">That a check, or half as often a drop's answer, shows what was known before the drop.</param>
/// <param name="Quiet">That an account which may show anything shows no answer.</param>
/// <param name="Losing">That a penny drop ends uncertain.</param>
/// <param name="Holding">That a penny drop is not accepted.</param>
/// <param name="Crashing">That the process dies between intent and outcome.</param>
/// <param name="Signalling">That a signal arrives at a given moment.</param>
internal sealed record World(
    int Seed,
    double Failing,
    double Stale,
    double Quiet,
    double Losing,
    double Holding,
    double Crashing,
    double Signalling)
{
    public const string RawVpa = "person.9876543210@yesg";

    private static readonly AccountDetails Details = new(Masking.Vpa(RawVpa), BeneficiaryName: "A. Person");

    private static readonly string[] NotAccepted =
        [ReplyCauses.ConnectionRefused, ReplyCauses.CircuitOpen, ReplyCauses.Throttled, ReplyCauses.SendTimeOver];

    private static readonly string[] UnreadDates = ["yesterday", "2026-11-29 05:00:00 UTC"];

    private static readonly string[] Unclear =
    [
        ReplyCauses.TimeOut,
        ReplyCauses.ConnectionBroken,
        ReplyCauses.Http(503),
        ReplyCauses.UnreadableAnswer,
    ];

    public JuspayReply Check(Random chance, Baseline? baseline, bool mayRefuse, DateTimeOffset now)
    {
        if (Happens(chance, Failing))
        {
            return Failure(chance, mayRefuse || Happens(chance, 0.3));
        }

        return Happens(chance, Stale) && baseline is not null
            ? Unchanged(baseline)
            : new JuspayReply.Answered(Anything(chance, now));
    }

    public JuspayReply Drop(Random chance, Baseline baseline, DateTimeOffset now)
    {
        if (Happens(chance, Losing))
        {
            return new JuspayReply.Unclear(OneOf(chance, Unclear), RetryAfter(chance));
        }

        return Happens(chance, Holding) ? Held(chance)
            : Happens(chance, 0.15) ? new JuspayReply.Refused(422, "bad_parameter")
            : Happens(chance, Stale / 2) ? Unchanged(baseline)
            : new JuspayReply.Answered(Anything(chance, now));
    }

    /// <summary>The circuit opened after the check.</summary>
    public static JuspayReply NotBegun(Random chance) =>
        new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, RetryAfter(chance));

    /// <summary>The service runs with other settings than those of the penny drop that is open.</summary>
    public static JuspayReply NotCalled(Random chance) =>
        new JuspayReply.Unclear(Happens(chance, 0.5) ? ReplyCauses.OtherJuspay : ReplyCauses.OtherAccountId);

    public static JuspayReply Held(Random chance) => Happens(chance, 0.3)
        ? new JuspayReply.KeyRefused(401, null)
        : new JuspayReply.NotAccepted(OneOf(chance, NotAccepted), RetryAfter(chance));

    public static ReceiverAnswer Receive(Random chance) => chance.Next(6) switch
    {
        0 => new(204),
        1 => new(410),
        2 => new(null, "time_out"),
        3 => new(503, null, RetryAfter(chance)),
        4 => new(302),
        _ => new(500),
    };

    /// <summary>Whether the dead letters can be reached.</summary>
    public static bool HandOver(Random chance) => Happens(chance, 0.6);

    public static bool Happens(Random chance, double probability) => chance.NextDouble() < probability;

    private static JuspayReply Failure(Random chance, bool mayRefuse) => chance.Next(mayRefuse ? 3 : 2) switch
    {
        0 => Held(chance),
        1 => new JuspayReply.Unclear(OneOf(chance, Unclear), RetryAfter(chance)),
        _ => new JuspayReply.Refused(404, "not_found"),
    };

    private static JuspayReply.Answered Unchanged(Baseline baseline) =>
        new JuspayReply.Answered(new(baseline.Status, baseline.LastValidated, Details, baseline.UnreadDate));

    private AccountSnapshot Anything(Random chance, DateTimeOffset now)
    {
        var status = (AccountStatus)chance.Next(Happens(chance, Quiet) ? 2 : 4);
        var (validated, unread) = chance.Next(5) switch
        {
            0 => (default(DateTimeOffset?), default(string)),
            1 => (Make.Start.AddDays(-chance.Next(3)), null),
            2 => (now, null),
            3 => (null, OneOf(chance, UnreadDates)),
            _ => (Make.Start.AddDays(-400), null),
        };
        return new(status, validated, Happens(chance, 0.5) ? Details : AccountDetails.None, unread);
    }

    private static TimeSpan? RetryAfter(Random chance) => chance.Next(5) switch
    {
        0 => TimeSpan.FromSeconds(chance.Next(-10, 300)),
        1 when Happens(chance, 0.1) => TimeSpan.FromHours(chance.Next(60)),
        _ => null,
    };

    private static T OneOf<T>(Random chance, T[] choices) => choices[chance.Next(choices.Length)];
}
