using AccountValidation.Core.Accounts;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Support;

/// <summary>One validation in every stage, due at <see cref="Due"/>, with a settled baseline: the hardest case of each.</summary>
internal static class Stages
{
    public static readonly DateTimeOffset Due = Make.Start.AddMinutes(10);

    public static readonly Baseline Baseline = new(AccountStatus.Failure, Make.Start.AddDays(-1));

    public static readonly Baseline Undated = new(AccountStatus.Failure, LastValidated: null);

    public static readonly IReadOnlyList<string> Names =
    [
        "Looking", "Paying", "InFlight", "Confirming", "Waiting Adopted", "Waiting Answered", "Waiting Unseen", "Waiting Seen", "Waiting ProvedAbsent",
        "Waiting NotProved", "Settled",
    ];

    /// <summary>The validation of a row.</summary>
    public static Validation Named(string name) => name switch
    {
        "Looking" => In(new Stage.Looking(Due, Failures: 0), attempts: 0, uncertain: 0),
        "Paying" => In(new Stage.Paying(Baseline, LookedAt: Due, Due, Refusals: 0), attempts: 0, uncertain: 0),
        "InFlight" => In(new Stage.InFlight(Baseline, Due, Refusals: 0), attempts: 1, uncertain: 0),
        "Confirming" => In(new Stage.Confirming(Baseline, Due - Make.Terms.ConfirmAfter, EqualLooks: 0, Due, Due, Failures: 0), 1, uncertain: 1),
        "Waiting Adopted" => In(new Stage.Waiting(DropEvidence.Adopted, Baseline: null, ChangeSeen: true, Due, Looks: 1), 0, uncertain: 0),
        "Waiting Answered" => In(new Stage.Waiting(DropEvidence.Answered, Baseline, ChangeSeen: false, Due, Looks: 1), 1, uncertain: 0),
        "Waiting Unseen" => In(new Stage.Waiting(DropEvidence.Unseen, Baseline, ChangeSeen: false, Due, Looks: 1, VisibleBy: Due.AddHours(1)), 1, uncertain: 0),
        "Waiting Seen" => In(new Stage.Waiting(DropEvidence.Seen, Baseline, ChangeSeen: true, Due, Looks: 1), 1, uncertain: 1),
        "Waiting ProvedAbsent" => In(new Stage.Waiting(DropEvidence.ProvedAbsent, Baseline, ChangeSeen: false, Due, Looks: 1), 3, uncertain: 3),
        "Waiting NotProved" => In(new Stage.Waiting(DropEvidence.NotProved, Undated, ChangeSeen: false, Due, Looks: 1), 1, uncertain: 1),
        "Settled" => In(new Stage.Settled(ValidationStatus.Active, Due, Reason: null, Reused: false), 1, uncertain: 0),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such stage."),
    };

    /// <summary>The same validation after somebody asked to cancel it.</summary>
    public static Validation CancelAsked(this Validation validation) => validation with { CancelRequestedAt = Make.Start };

    /// <summary>The same validation while an operator holds it.</summary>
    public static Validation Held(this Validation validation) => validation with { Control = new(IsSuspended: true, IsTerminated: false, Reason: null) };

    /// <summary>The validation without what operators did to it and without its story: what decides the rest of its life.</summary>
    public static Validation Bare(this Validation validation) => validation with { Control = null, Timeline = Timeline.Empty };

    public static Baseline? BaselineOf(Validation validation) => validation.Stage switch
    {
        Stage.Paying stage => stage.Baseline,
        Stage.InFlight stage => stage.Baseline,
        Stage.Confirming stage => stage.Baseline,
        Stage.Waiting stage => stage.Baseline,
        _ => null,
    };

    /// <summary>A stage in the words of the tables.</summary>
    public static string Describe(Validation validation) => validation.Stage switch
    {
        Stage.Looking stage => $"Looking {stage.Failures}",
        Stage.Paying stage => $"Paying {stage.Refusals}",
        Stage.InFlight => "InFlight",
        Stage.Confirming stage => $"Confirming {stage.EqualLooks}",
        Stage.Waiting stage => stage.ChangeSeen ? $"Waiting {stage.Evidence}, changed" : $"Waiting {stage.Evidence}",
        Stage.Settled { Reason: { } reason } stage => $"{StatusNames.Of(stage.Status)} {reason.Code}",
        Stage.Settled stage => StatusNames.Of(stage.Status),
        var unknown => throw new InvalidOperationException($"Stage {unknown.GetType().Name} has no words."),
    };

    private static Validation In(Stage stage, int attempts, int uncertain) =>
        Make.Accepted() with { Stage = stage, ValidateAttempts = attempts, UncertainAttempts = uncertain };
}
