using AccountValidation.Core.Accounts;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Support;

/// <summary>One validation in every stage, due at <see cref="Due"/>, most with a baseline that is settled.</summary>
internal static class Stages
{
    public static readonly DateTimeOffset Due = Make.Start.AddMinutes(10);

    /// <summary>Settled and dated: it can prove absence.</summary>
    public static readonly Baseline Baseline = new(AccountStatus.Active, Make.Start.AddDays(-1));

    /// <summary>A second failure may look exactly like this one, so it proves nothing.</summary>
    public static readonly Baseline Failure = new(AccountStatus.Failure, Make.Start.AddDays(-1));

    /// <summary>The last penny drop of each of them.</summary>
    public static readonly DropOrigin Drop = new(
        Make.Id, Make.Request.CustomerAccountId, Juspay: null, Due - Make.Terms.JuspayTimeout);

    private static readonly DateTimeOffset InAnHour = Due.AddHours(1);

    private static readonly Dictionary<string, Func<Validation>> All = new(StringComparer.Ordinal)
    {
        ["Checking"] = () => In(new Stage.Checking(Due, Failures: 0), attempts: 0),
        ["Checking Refused"] = () =>
            In(new Stage.Checking(Due, Failures: 1, RefusedAt: Due.AddSeconds(-5)), attempts: 0),
        ["Paying"] = () => In(Paying(refusals: 0), attempts: 0),
        ["Paying Again"] = () => In(Paying(refusals: 0), attempts: 1, uncertain: 1),
        ["Paying Held"] = () => In(Paying(refusals: 1) with { ClearFrom = Due }, attempts: 1),
        ["DropUnderWay"] = () =>
            In(new Stage.DropUnderWay(Baseline, Due, Refusals: 0), attempts: 1) with
            {
                PennyLeft = false,
            },
        ["DropUnderWay Again"] = () =>
            In(new Stage.DropUnderWay(Baseline, Due, Refusals: 0), attempts: 2, uncertain: 1),
        ["Confirming"] = () => In(Confirming(), attempts: 1, uncertain: 1),
        ["Waiting Adopted"] = () => In(Waiting(DropEvidence.Adopted) with { Baseline = null }, attempts: 0),
        ["Waiting Answered"] = () => In(Waiting(DropEvidence.Answered) with { UnchangedFrom = InAnHour }, attempts: 1),
        ["Waiting Unseen"] = () => In(Unseen(), attempts: 1),
        ["Waiting Seen"] = () => In(Waiting(DropEvidence.Seen) with { UnchangedFrom = InAnHour }, 1, uncertain: 1),
        ["Waiting ProvedAbsent"] = () => In(Waiting(DropEvidence.ProvedAbsent), attempts: 3, uncertain: 3),
        ["Waiting NotProved"] = () => In(Waiting(DropEvidence.NotProved) with { Baseline = Failure }, 1, uncertain: 1),
        ["Settled"] = () => In(new Stage.Settled(ValidationStatus.Active, Due, Reason: null, Reused: false), 1),
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The validation of a row.</summary>
    public static Validation Named(string name) => All[name]();

    /// <summary>The same validation as an earlier version stored it after somebody had asked to cancel it.</summary>
    public static Validation CancelRequested(this Validation validation) =>
        validation with { CancelRequestedAt = Make.Start };

    /// <summary>The same validation while an operator holds it.</summary>
    public static Validation Held(this Validation validation) =>
        validation with { Control = new(IsSuspended: true, IsTerminated: false, Reason: null) };

    /// <summary>A validation without what operators did to it and without its story: what decides its future.</summary>
    public static Validation Bare(this Validation validation) =>
        validation with { Control = null, Timeline = Timeline.Empty, WaitingFor = null };

    /// <summary>What an ended validation left to its account; null when nothing, or when it has not settled.</summary>
    public static Stage? LeftBy(Validation validation) => (validation.Stage as Stage.Settled)?.Left;

    public static Baseline? BaselineOf(Validation validation) => BaselineOf(validation.Stage);

    public static Baseline? BaselineOf(Stage? stage) => stage switch
    {
        Stage.Paying paying => paying.Baseline,
        Stage.DropUnderWay underWay => underWay.Baseline,
        Stage.Confirming confirming => confirming.Baseline,
        Stage.Waiting waiting => waiting.Baseline,
        _ => null,
    };

    /// <summary>A stage in the words of the tests.</summary>
    public static string Describe(Validation validation) => Describe(validation.Stage);

    public static string Describe(Stage? stage) => stage switch
    {
        null => "nothing",
        Stage.Checking checking => $"Checking {checking.Failures}",
        Stage.Paying paying => $"Paying {paying.Refusals}",
        Stage.DropUnderWay => "DropUnderWay",
        Stage.Confirming confirming => $"Confirming {confirming.EqualChecks}",
        Stage.Waiting waiting => $"Waiting {waiting.Evidence}",
        Stage.Settled { Reason: { } reason } settled => $"{StatusNames.Of(settled.Status)} {reason.Code}",
        Stage.Settled settled => StatusNames.Of(settled.Status),
        var unknown => throw new InvalidOperationException($"Stage {unknown.GetType().Name} has no words."),
    };

    private static Stage.Paying Paying(int refusals) => new(Baseline, Due, refusals);

    private static Stage.Confirming Confirming() =>
        new(Baseline, Due - Make.Terms.ConfirmAfter, EqualChecks: 0, CountsFrom: Due, Due, Failures: 0);

    private static Stage.Waiting Waiting(DropEvidence evidence) => new(evidence, Baseline, Due, Checks: 1);

    private static Stage.Waiting Unseen() =>
        Waiting(DropEvidence.Unseen) with { VisibleBy = Due.AddMinutes(5), UnchangedFrom = InAnHour };

    private static Validation In(Stage stage, int attempts, int uncertain = 0) => Make.Accepted() with
    {
        Stage = stage,
        ValidateAttempts = attempts,
        UncertainAttempts = uncertain,
        PennyLeft = attempts > 0,
        Drop = attempts > 0 || stage is Stage.Waiting ? Drop : null,
    };
}
