using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>What activities report.</summary>
internal static class Reports
{
    public static StepReport Checked(
        AccountStatus status,
        DateTimeOffset? lastValidated = null,
        DateTimeOffset? at = null
    ) => StepReport.Of(new Outcome.Checked(at ?? Make.Start, Make.Answer(status, lastValidated)));

    public static StepReport Dropped(
        AccountStatus status, DateTimeOffset? lastValidated = null, DateTimeOffset? at = null) =>
        StepReport.Of(
            new Outcome.PennyDropEnded(
                at ?? Make.Start,
                Make.Answer(status, lastValidated),
                new Baseline(AccountStatus.Created, LastValidated: null),
                new Outcome.Checked(at ?? Make.Start, Make.Answer(AccountStatus.Created))));

    public static StepReport Overtaken() => StepReport.Of(new Outcome.Overtaken());

    public static StepReport Row(Validation validation) => new(State: StateElement.Of(validation));

    public static StepReport Over() => new(IsOver: true);
}
