using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>
/// Walks all cases of the closed hierarchies, so that a new one cannot be forgotten by the tables or by a switch.
/// </summary>
public sealed class ArmsTests
{
    private static readonly Outcome[] Outcomes =
    [
        new Outcome.Checked(Stages.Due, Replies.Pending),
        new Outcome.IntentRecorded(1, Stages.Due, new(Stages.Due, Replies.Created)),
        new Outcome.PennyDropEnded(Stages.Due, Replies.Pending, Stages.Baseline),
        new Outcome.CallbackAttempted(1, new(204)),
        new Outcome.DeadLettered(1, Sent: true),
        new Outcome.Overtaken(),
    ];

    [Fact]
    public void Stages_AllArms_AreInTheTables() => Assert.Equal(
        Arms.Of<Stage>(),
        Stages.Names.Select(name => Stages.Named(name).Stage.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void WaitingStages_AllEvidence_IsInTheTables() =>
        Assert.Equal(
            Enum.GetNames<DropEvidence>(),
            Stages
                .Names.Where(name => name.StartsWith("Waiting ", StringComparison.Ordinal))
                .Select(name => name["Waiting ".Length..]));

    [Fact]
    public void Replies_AllArms_AreInTheTables()
    {
        var asked = Stages.Named("Confirming");
        var replies = Replies.Names.Select(name => Replies.Named(name, asked)).ToList();
        Assert.Equal(
            Arms.Of<JuspayReply>(),
            replies.Select(reply => reply.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetValues<AccountStatus>(),
            replies.OfType<JuspayReply.Answered>().Select(answer => answer.Account.Status).Distinct().Order());
    }

    [Fact]
    public void Outcomes_AllArmsInEveryStage_HaveARule()
    {
        Assert.Equal(
            Arms.Of<Outcome>(), Outcomes.Select(outcome => outcome.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(Stages.Names, name =>
            Assert.All(Outcomes, outcome => Assert.NotNull(Lifecycle.Apply(Stages.Named(name), outcome, Stages.Due))));
    }

    [Fact]
    public void Steps_AllArms_AreReached()
    {
        Step[] steps =
        [
            .. Stages.Names.Select(name => Lifecycle.Next(Stages.Named(name), Stages.Due)),
            Lifecycle.Next(Stages.Named("Checking"), Make.Start),
            Lifecycle.Next(Stages.Named("Checking").Held(), Stages.Due),
            new Story().Cancel().Next,
            new Story().Cancel().Deliver(410).Next,
        ];
        Assert.Equal(
            Arms.Of<Step>(), steps.Select(step => step.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Overtaken_InEveryStage_ChangesNothing() => Assert.All(Stages.Names, name =>
    {
        var before = Stages.Named(name);
        Assert.Same(before, Lifecycle.Apply(before, new Outcome.Overtaken(), Stages.Due));
    });

    [Fact]
    public void Delivery_InEveryStageButSettled_ChangesNothing() =>
        Assert.All(Stages.Names.Where(name => name != "Settled"), name =>
        {
            var before = Stages.Named(name);
            Assert.Same(before, Lifecycle.Apply(before, new Outcome.CallbackAttempted(1, new(204)), Stages.Due));
            Assert.Same(before, Lifecycle.Apply(before, new Outcome.DeadLettered(1, Sent: false), Stages.Due));
        });

    [Fact]
    public void Stages_AllArms_HaveANameInTheStoredState() => Assert.Equal(
        Arms.Of<Stage>(),
        Attribute.GetCustomAttributes(typeof(Stage), typeof(JsonDerivedTypeAttribute)).Cast<JsonDerivedTypeAttribute>()
            .Select(attribute => attribute.DerivedType.Name).Order(StringComparer.Ordinal));
}
