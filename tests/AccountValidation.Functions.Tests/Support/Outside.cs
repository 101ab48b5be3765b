using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>
/// What the activities do, with a row and a money journal in memory and a Juspay that the test gives.
/// </summary>
internal sealed class Outside(Validation accepted)
{
    private readonly Dictionary<int, StepReport> _journal = [];

    /// <summary>The validation's row.</summary>
    public Validation Row { get; private set; } = accepted;

    /// <summary>The numbers of the penny drops that were sent, in order.</summary>
    public List<int> Pennies { get; } = [];

    /// <summary>What checks show, the last again and again.</summary>
    public Func<DateTimeOffset, JuspayReply> Check { get; init; } =
        at => Make.Answer(AccountStatus.Created, at.AddDays(-1));

    public Func<DateTimeOffset, JuspayReply> Drop { get; init; } = at => Make.Answer(AccountStatus.Active, at);

    public Func<ReceiverAnswer> Receive { get; init; } = () => new(204);

    /// <summary>Performs an activity.</summary>
    public StepReport Perform(FakeActivity activity, DateTimeOffset now) =>
        activity.Name switch
        {
            ActivityNames.CheckAccount when !IsDue(activity, new Step.Check(), now) => Reports.Overtaken(),
            ActivityNames.CheckAccount => StepReport.Of(new Outcome.Checked(now, Kept(Check(now)))),
            ActivityNames.DropPenny when _journal.TryGetValue(activity.Request.Number, out var known) => known,
            ActivityNames.DropPenny when !IsDue(activity, new Step.DropPenny(activity.Request.Number), now) =>
                Reports.Overtaken(),
            ActivityNames.DropPenny => CheckAndDrop(
                StateElement.Read(activity.Request.State!.Value), activity.Request.Number, now),
            ActivityNames.Settle => Settle(StateElement.Read(activity.Request.State!.Value)),
            ActivityNames.DeliverCallback => Change(
                new Outcome.CallbackAttempted(activity.Request.Number, Receive()), now),
            ActivityNames.DeadLetterCallback => Change(
                new Outcome.DeadLettered(activity.Request.Number, Sent: true), now),
            _ => throw new InvalidOperationException($"No activity is called {activity.Name}."),
        };

    private static bool IsDue(FakeActivity activity, Step step, DateTimeOffset now) =>
        Lifecycle.Next(StateElement.Read(activity.Request.State!.Value), now) == step;

    private StepReport CheckAndDrop(Validation validation, int attempt, DateTimeOffset now)
    {
        var check = new Outcome.Checked(now, Kept(Check(now)));
        if (
            Lifecycle.Apply(validation, new Outcome.IntentRecorded(attempt, now, check), now).Stage
            is not Stage.DropUnderWay intended)
        {
            return StepReport.Of(check);
        }

        Pennies.Add(attempt);
        return _journal[attempt] = StepReport.Of(
            new Outcome.PennyDropEnded(now, Kept(Drop(now)), intended.Baseline, check));
    }

    // What Juspay tells of the account is for the row only.
    private JuspayReply Kept(JuspayReply reply)
    {
        Row = reply is JuspayReply.Answered answer && !Row.IsSettled ? Row with { LastSeen = answer.Account } : Row;
        return reply;
    }

    private StepReport Settle(Validation settled)
    {
        Row = Row.IsSettled ? Row : Confidential.Of(Row).RestoredTo(settled);
        return new(State: StateElement.Of(Row));
    }

    private StepReport Change(Outcome outcome, DateTimeOffset now)
    {
        Row = Lifecycle.Apply(Row, outcome, now);
        return new(State: StateElement.Of(Row));
    }
}
