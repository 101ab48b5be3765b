using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// A penny drop that was sent under another customer id is followed under that one, so that no check of another account
/// proves anything. Its end is no answer: the validation begins anew.
/// </summary>
public sealed class OtherCustomerTests
{
    private static readonly DropOrigin Others = new(
        "val_01JD3Z6Q2M8R5T7V9X0Y1A2B39",
        Make.Request.CustomerAccountId,
        Juspay: null,
        Make.Start.AddSeconds(-30),
        "cst_other");

    public static TheoryData<string> Followed =>
        [.. Stages.Names.Where(name => Stages.Named(name) is { HasOpenDrop: true, Stage: not Stage.DropUnderWay })];

    [Theory]
    [MemberData(nameof(Followed))]
    public void Check_WhileItFollows_AsksForTheOtherCustomersAccount(string stage) => Assert.Equal(
        Make.Request with { CustomerId = "cst_other" },
        OtherCustomers.RequestFor(Followers.In(Stages.Named(stage).Stage, Others)));

    [Fact]
    public void Check_OfAnyOther_AsksForItsOwnAccount()
    {
        Assert.Same(Make.Request, OtherCustomers.RequestFor(Make.Accepted()));
        Assert.Same(
            Make.Request,
            OtherCustomers.RequestFor(Followers.In(Stages.Named("Confirming").Stage, Others with { CustomerId = null }))
        );
        Assert.Same(
            Make.Request,
            OtherCustomers.RequestFor(
                Followers.In(Stages.Named("Confirming").Stage, Others with { CustomerId = Make.Request.CustomerId })));
    }

    [Fact]
    public void Proof_OfAbsence_BeginsAnewInsteadOfPaying()
    {
        var confirming = (Stage.Confirming)Stages.Named("Confirming").Stage with
        {
            EqualChecks = 3,
            CountsFrom = Make.Start,
        };
        var follower = Followers.In(confirming, Others, uncertain: 1);
        var after = Lifecycle.Apply(
            follower, new Outcome.Checked(Make.Start, Followers.Same(confirming.Baseline)), Make.Start);
        Assert.Equal(
            ("Checking 0", null, 0, false),
            (Stages.Describe(after), after.Drop, after.UncertainAttempts, after.PennyLeft));
        Assert.Equal(new Step.DropPenny(1), Lifecycle.Next(after, Make.Start));
        Assert.Same(Make.Request, OtherCustomers.RequestFor(after));
        Assert.Equal(TimelineEvents.DropEnded, after.Timeline.Entries[^1].Event);
    }

    [Fact]
    public void Answer_OfTheDrop_IsNoneForAnotherCustomerAndIsKeptAsLastKnown()
    {
        var follower = Followers.In(Stages.Named("Waiting Seen").Stage, Others) with
        {
            DeadlineAt = Make.Start.AddDays(3),
        };
        var at = Make.Start.AddMinutes(1);
        var after = Lifecycle.Apply(follower, new Outcome.Checked(at, Make.Answer(AccountStatus.Active, at)), at);
        Assert.Equal(
            ("Checking 0", ValidationStatus.Pending, null),
            (Stages.Describe(after), after.Status, after.Callback?.Body));
        Assert.Equal(new Baseline(AccountStatus.Active, at), after.LastAnswer?.Shown);
        Assert.Null(AccountRules.Keep(Account.Unknown, after).OpenDrop);
        Assert.Equal(
            new Baseline(AccountStatus.Active, at), AccountRules.Keep(Account.Unknown, after).LastAnswer?.Shown);
    }

    [Fact]
    public void Details_OfAnotherCustomersAccount_AreNotKept()
    {
        var follower = Followers.In(Stages.Named("Waiting Seen").Stage, Others);
        var shown = new AccountSnapshot(AccountStatus.Pending, LastValidated: null, new(BeneficiaryName: "ASHA RAO"));
        var after = Lifecycle.Apply(
            follower, new Outcome.Checked(Make.Start, new JuspayReply.Answered(shown)), Make.Start);
        Assert.Equal((AccountStatus.Pending, AccountDetails.None), (after.LastSeen?.Status, after.LastSeen?.Details));
    }

    // The penny would be one for this customer, with a baseline of another's.
    [Fact]
    public void Intent_AfterACheckOfTheOtherCustomersAccount_IsNeverTakenDown()
    {
        var held = (Stage.Paying)Stages.Named("Paying Held").Stage with { ClearFrom = Make.Start, DueAt = Make.Start };
        var follower = Followers.In(held, Others);
        var intent = new Outcome.IntentRecorded(1, Make.Start, new(Make.Start, Followers.Same(held.Baseline)));
        Assert.Same(follower, Lifecycle.Apply(follower, intent, Make.Start));
        var letGo = follower with { Drop = Others with { At = Make.Start.AddHours(-72) } };
        Assert.Same(
            letGo, Lifecycle.Apply(letGo, intent with { Check = new(Make.Start, Replies.Created) }, Make.Start));
    }

    [Fact]
    public void Check_After72Hours_BeginsAnewWhateverTheOtherCustomersAccountShows()
    {
        var follower = Followers.In(Stages.Named("Waiting NotProved").Stage, Others, uncertain: 1);
        var end = Others.At.AddHours(72);
        var after = Lifecycle.Apply(
            follower with
            {
                DeadlineAt = end.AddHours(1),
            },
            new Outcome.Checked(end, Replies.Pending),
            end);
        Assert.Equal(("Checking 0", null), (Stages.Describe(after), after.Drop));
        Assert.DoesNotContain(after.Timeline.Entries, entry => entry.Event == TimelineEvents.DropEnded);
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Unclear")]
    [InlineData("Same")]
    public void Check_ThatEndsNothing_GoesOnFollowing(string reply)
    {
        var follower = Followers.In(Stages.Named("Waiting Seen").Stage, Others);
        var after = Lifecycle.Apply(
            follower, new Outcome.Checked(Make.Start, Replies.Named(reply, follower)), Make.Start);
        Assert.Equal((Others, true, true), (after.Drop, after.PennyLeft, after.HasOpenDrop));
    }
}
