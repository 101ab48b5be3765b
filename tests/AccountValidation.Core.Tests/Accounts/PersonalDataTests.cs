using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Views;

namespace AccountValidation.Core.Tests.Accounts;

/// <summary>What may reach a log names no person.</summary>
public sealed class PersonalDataTests
{
    private static readonly AccountDetails Details = new(
        "42******77@yesg",
        "*****6789",
        "YESB0000001",
        "Yes Bank",
        "A. Person");

    [Fact]
    public void Text_OfWhatHoldsDetails_NamesNoPerson()
    {
        var reply = new JuspayReply.Answered(new(AccountStatus.Active, Make.Start, Details));
        var story = new Story().Pay(reply);
        var view = Projection.Of(story.Validation);
        object[] holders =
        [
            Details,
            reply,
            reply.Account,
            new Outcome.Checked(Make.Start, reply),
            new Outcome.PennyDropEnded(Make.Start, reply),
            story.Validation,
            new Outcome.IntentRecorded(1, Make.Start, new(Make.Start, reply)),
            new Outcome.PennyDropEnded(Make.Start, reply, Check: new(Make.Start, reply)),
            story.Validation.Callback!, view, view.Account!, new CallbackMessage("validation.active", Make.Start, view),
        ];
        Assert.All(holders, holder =>
        {
            Assert.DoesNotContain("Person", holder.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("yesg", holder.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Text_OfWhatOperatorsDid_HoldsNoReason()
    {
        const string Reason = "A. Person asked for it";
        object[] holders =
        [
            new Signal.Suspend(Reason),
            new Signal.Resume(Reason),
            new Signal.Terminate(Reason),
            new OperatorControl(IsSuspended: true, IsTerminated: true, Reason),
            new Story().Suspend(Reason).Validation,
        ];
        Assert.All(holders, holder => Assert.DoesNotContain("Person", holder.ToString(), StringComparison.Ordinal));
        Assert.Equal(
            "suspended True, terminated False",
            new OperatorControl(IsSuspended: true, IsTerminated: false, Reason).ToString());
    }

    [Fact]
    public void Details_ThatALaterAnswerLacks_AreTakenFromTheEarlier()
    {
        Assert.Equal(Details, AccountDetails.None.OrElse(Details));
        Assert.Equal(Details, Details.OrElse(AccountDetails.None));
        var later = new AccountDetails("43******77@yesg", "*****1234", "HDFC0000001", "HDFC", "B. Person");
        Assert.Equal(later, later.OrElse(Details));
    }
}
