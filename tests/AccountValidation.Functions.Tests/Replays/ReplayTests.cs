using System.Text;
using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Functions.Tests.Support;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;

namespace AccountValidation.Functions.Tests.Replays;

/// <summary>
/// Histories that the Functions host has recorded must replay for ever: each file stands for instances that were under
/// way when a new version was deployed. A file is never edited. Where a test here fails, a deployment would fail
/// instances.
/// </summary>
public sealed class ReplayTests
{
    public static TheoryData<string, string> Recorded =>
        new()
        {
            { "01-accepted", "DropPenny 1" },
            { "04-waiting", "timer 00:40:31.540" },
            { "05-check-raised", "CheckAccount" },
            { "06-looked-again", "continue 00:40:41.557" },
            { "07-waiting-again", "timer 00:40:42.557" },
            { "08-timer-fired", "CheckAccount" },
            { "09-answered", "SettleValidation" },
            { "10-settled", "DeliverCallback 1" },
            { "11-callback-refused", "continue 00:40:47.851" },
            { "12-callback-pending", "timer 00:40:48.851" },
            { "13-callback-due", "DeliverCallback 1" },
            {
                "14-delivered",
                """completed {"status":"ACTIVE","reasonCode":null,"juspayErrorCode":null"""
                    + ""","settledAt":"2026-11-28T00:40:42.536Z"}"""
            },
        };

    public static TheoryData<string, bool, string> States => new()
    {
        { nameof(Make.Accepted), false, "CheckAccount" }, // the history is of a time long after its deadline
        { nameof(Stage.Paying), false, "CheckAccount" },
        { nameof(Make.Settled), false, "SettleValidation" },
        { nameof(Make.Settled), true, "DeliverCallback 1" },
        { "Finished", true, "completed" },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void RecordedHistory_Replayed_GivesTheSameActions(string name, string actions) =>
        Assert.Equal(actions, string.Join(", ", Histories.Load(name).Replay()));

    // The case that every deployment meets: whatever the rules of the new version choose, the history of a wait holds
    // nothing that contradicts them.
    [Theory]
    [MemberData(nameof(States))]
    public void HistoryOfAWait_UnderOtherRules_StillReplays(string state, bool isRecorded, string next)
    {
        Turn Changed(Turn turn) => turn with { State = StateElement.Of(Named(state)), IsRecorded = isRecorded };

        Assert.Equal(["timer 00:40:31.540"], Histories.Load("04-waiting").With(Changed).Replay());
        Assert.StartsWith(
            next, Assert.Single(Histories.Load("08-timer-fired").With(Changed).Replay()), StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryOfAWait_WhoseTimerWasSetForAnotherTime_StillReplays() =>
        Assert.Equal(
            ["CheckAccount"],
            Histories
                .Load("08-timer-fired")
                .With(turn => turn with { WaitUntil = turn.WaitUntil - TimeSpan.FromSeconds(1) })
                .Replay());

    // Of a turn that was begun by the version that decided while it ran: the framework fails the instance, and the
    // sweep lets a successor go on.
    [Fact]
    public void UndecidedHistoryInTheMiddleOfItsSteps_UnderRulesThatChooseOtherSteps_Fails() => Assert.StartsWith(
        "Failed DurableTask.Core.Exceptions.NonDeterministic",
        Histories.Load("09-answered").With(turn => turn with { State = StateElement.Of(Make.Settled()) }).Replay()[^1],
        StringComparison.Ordinal);

    // A decided turn holds nothing that the rules choose, so it replays whatever they choose now.
    [Theory]
    [InlineData(nameof(Make.Accepted))]
    [InlineData(nameof(Make.Settled))]
    [InlineData("Finished")]
    public void DecidedStep_UnderOtherRules_StillReplays(string state)
    {
        Turn Changed(Turn turn) =>
            turn with
            {
                State = StateElement.Of(Named(state)),
                Decided = new("DropPenny", 1),
                WaitUntil = null,
            };

        Assert.Equal(["DropPenny 1"], Histories.Load("01-accepted").With(Changed).Replay());
    }

    [Fact]
    public void EventBehindTheOneThatEndsTheTurn_IsCarriedOver()
    {
        var history = Histories.Load("05-check-raised");
        // Only plans an earlier check.
        history.NewEvents.Last(happened => happened.EventRaised is not null).EventRaised.Name = EventNames.Hint;
        history.NewEvents.Add(Raised(EventNames.Cancel));
        var end = Assert.Single(history.Run().Actions).CompleteOrchestration;
        Assert.Equal(OrchestrationStatus.ContinuedAsNew, end.OrchestrationStatus);
        Assert.Equal([EventNames.Cancel], end.CarryoverEvents.Select(happened => happened.EventRaised.Name));
    }

    [Fact]
    public void EventBehindTheBeginningOfATurn_IsTaken()
    {
        var history = Histories.Load("04-waiting");
        history.NewEvents.Add(Raised(EventNames.Check));
        Assert.Equal("CheckAccount", history.Replay()[^1]);
    }

    [Fact]
    public void CustomStatus_OfEveryReplay_IsThePublicOne() =>
        Assert.All(Names, name =>
            Assert.Equal(8, JsonElement.Parse(Histories.Load(name).Run().CustomStatus).EnumerateObject().Count()));

    // The validation that was recorded had all of these.
    [Fact]
    public void RecordedHistories_HoldNothingConfidential() => Assert.All(
        Names,
        name => Assert.DoesNotContain(
            ["secret-of-the-caller", "/h?token", "applicationId", "A-17", "Asha Person", "yesg"],
            Encoding.UTF8.GetString(Histories.Load(name).ToByteArray()).Contains));

    [Fact]
    public void Histories_InTheFolder_AreAllTested() =>
        Assert.Equal(
            Names,
            Directory
                .EnumerateFiles(Histories.Folder)
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names => Recorded.Select(row => row.Data.Item1);

    private static HistoryEvent Raised(string name) =>
        new()
        {
            EventId = -1,
            Timestamp = new() { Seconds = 1_795_826_423 },
            EventRaised = new() { Name = name },
        };

    private static Validation Named(string name) =>
        name switch
        {
            nameof(Make.Accepted) => Make.Accepted(),
            nameof(Stage.Paying) => Make.Accepted() with
            {
                Stage = new Stage.Paying(new(AccountStatus.Created, LastValidated: null), Make.Start, Refusals: 0),
            },
            nameof(Make.Settled) => Make.Settled(),
            _ => Core.Lifecycles.Lifecycle.Apply(
                Make.Settled(), new Outcome.CallbackAttempted(1, new(204)), Make.Start),
        };
}
