using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// A check that shows an older state than the account's last known answer is a replica behind, and has failed. After an
/// hour it is believed.
/// </summary>
public sealed class AccountLastAnswerTests
{
    private static readonly JuspayIdentity Sandbox = new("https://sandbox.juspay.in", "merchant-1");

    private static readonly Baseline Shown = new(AccountStatus.Active, Make.Start.AddDays(-1));

    public static TheoryData<string> Behind => ["an older date", "no date any more", "CREATED"];

    /// <summary>What both identities are, and whether one speaks of the other's account.</summary>
    public static TheoryData<JuspayIdentity?, JuspayIdentity?, bool> Identities => new()
    {
        { Sandbox, Sandbox, true },
        { Sandbox, new(Sandbox.BaseUrl, Sandbox.MerchantId), true },
        { Sandbox, Sandbox with { MerchantId = "merchant-2" }, false },
        { Sandbox, Sandbox with { MerchantId = null }, false },
        { Sandbox, Sandbox with { BaseUrl = "https://api.juspay.in" }, false },
        { null, Sandbox, true },
        { Sandbox, null, true },
        { null, null, true },
    };

    [Theory]
    [MemberData(nameof(Behind))]
    public void FirstCheck_ThatShowsAnOlderState_HasFailedAndIsMadeAgain(string what)
    {
        var story = Known().Check(Reply(what));
        Assert.Equal(
            ("Checking 1", ReplyCauses.AnswerBehind, 5.0),
            (story.Stands, story.Validation.CallFailure?.Cause, story.WaitsUntil));
        Assert.Equal(Make.Start, Assert.IsType<Stage.Checking>(story.Validation.Stage).BehindSince);
        Assert.Null(story.Validation.LastSeen);
        Assert.Equal("Paying 0", story.WhenDue().Check(Followers.Same(Shown)).Stands);
    }

    [Theory]
    [MemberData(nameof(Behind))]
    public void FirstCheck_BegunATickBeforeAnHour_StillFails(string what)
    {
        var story = Known().Check(Reply(what)).At(Make.Start.AddHours(1));
        story.Apply(new Outcome.Checked(story.Now.AddTicks(-1), Reply(what)));
        Assert.Equal(("Checking 2", ReplyCauses.AnswerBehind), (story.Stands, story.Validation.CallFailure?.Cause));
        Assert.Equal(Make.Start, Assert.IsType<Stage.Checking>(story.Validation.Stage).BehindSince);
    }

    [Theory]
    [MemberData(nameof(Behind))]
    public void FirstCheck_BegunAnHourAfterTheFirstSuchOne_IsBelieved(string what)
    {
        var story = Known().Check(Reply(what)).At(Make.Start.AddHours(1));
        // What has settled must be seen twice.
        var believed = what == "CREATED" ? story.Intend(Reply(what)) : story.Check(Reply(what));
        Assert.Equal(Reply(what), Followers.Same(Stages.BaselineOf(believed.Validation)!));
        Assert.Null(believed.Validation.CallFailure);
    }

    // Hours of other trouble are no hour of an older state. Equal or not, it says nothing of what this one shows.
    [Theory]
    [InlineData(false, 12)]
    [InlineData(true, 10)]
    public void Baseline_ThatAnotherJuspayShowed_IsReplacedAndTheTwoSecondsBeginAnew(bool isSame, double paysAt)
    {
        var shown = new AccountSnapshot(AccountStatus.Active, LastValidated: null, AccountDetails.None, "yesterday");
        var paying = Lifecycle.Apply(
            Make.Accepted(), new Outcome.Checked(Make.Start, new JuspayReply.Answered(shown), Sandbox), Make.Start);
        var at = Make.Start.AddSeconds(10);
        var juspay = isSame ? Sandbox : Sandbox with { MerchantId = "merchant-2" };
        var after = Lifecycle.Apply(paying, new Outcome.Checked(at, new JuspayReply.Answered(shown), juspay), at);
        Assert.Equal(Make.Start.AddSeconds(paysAt), Assert.IsType<Stage.Paying>(after.Stage).DueAt);
    }

    [Fact]
    public void FirstCheck_AfterAnHourOfOtherFailures_BeginsTheHourOnlyThen()
    {
        var story = Known().Check(Replies.Unclear).AtSecond(4000).Check(Replies.Created);
        Assert.Equal(("Checking 2", ReplyCauses.AnswerBehind), (story.Stands, story.Validation.CallFailure?.Cause));
        Assert.Equal(Make.Start.AddSeconds(4000), Assert.IsType<Stage.Checking>(story.Validation.Stage).BehindSince);
    }

    [Fact]
    public void Hour_OfAnOlderState_IsNotBegunAnewByOtherFailures()
    {
        var story = Known().Check(Replies.Created).AtSecond(1800).Check(Replies.Unclear);
        Assert.Equal(Make.Start, Assert.IsType<Stage.Checking>(story.Validation.Stage).BehindSince);
        Assert.Equal("DropUnderWay", story.AtSecond(3600).Intend(Replies.Created).Stands);
    }

    [Fact]
    public void FirstCheck_ThatShowsTheLastAnswerOrALaterOne_IsTheBaseline()
    {
        var later = Make.Answer(AccountStatus.Failure, Make.Start);
        Assert.Equal(Shown, Stages.BaselineOf(Known().Check(Followers.Same(Shown)).Validation));
        Assert.Equal(
            new Baseline(AccountStatus.Failure, Make.Start), Stages.BaselineOf(Known().Check(later).Validation));
    }

    [Theory]
    [MemberData(nameof(Identities))]
    public void LastAnswer_OfAnotherJuspay_MeansNothing(JuspayIdentity? answered, JuspayIdentity? asked, bool isSame)
    {
        var check = new Outcome.Checked(Make.Start, Replies.Created, asked);
        var after = Lifecycle.Apply(Known(answered).Validation, check, Make.Start);
        Assert.Equal(isSame ? "Checking 1" : "Paying 0", Stages.Describe(after));
        Assert.Equal(isSame, JuspayIdentity.MayBeSame(answered, asked));
    }

    // Settings changed to another Juspay and back, and the last answer is the other's.
    [Fact]
    public void FirstCheck_BehindWhatItsJuspayAnsweredBeforeAnotherDid_HasFailed()
    {
        var others = new KnownAnswer(
            Make.Request.CustomerAccountId,
            Sandbox with
            {
                MerchantId = "merchant-2",
            },
            new(AccountStatus.Active, Make.Start));
        var known = Make.Accepted() with
        {
            LastAnswer = others.InFrontOf(new(Make.Request.CustomerAccountId, Sandbox, Shown)),
        };
        var after = Lifecycle.Apply(known, new Outcome.Checked(Make.Start, Replies.Created, Sandbox), Make.Start);
        Assert.Equal(("Checking 1", ReplyCauses.AnswerBehind), (Stages.Describe(after), after.CallFailure?.Cause));
    }

    // The answer of the validation before must not be taken for that of a drop that is under way now.
    [Fact]
    public void PendingWithNoDate_WhereALastAnswerIsKnown_IsAnsweredByNewsAgainstItAlone()
    {
        var story = Known().Check(Replies.Pending);
        Assert.Equal(("Waiting Adopted", Shown), (story.Stands, Stages.BaselineOf(story.Validation)));
        Assert.Equal("Waiting Adopted", story.WhenDue().Check(Followers.Same(Shown)).Stands);
        Assert.Equal("ACTIVE", story.WhenDue().Check(Replies.Active).Stands);
    }

    [Fact]
    public void PendingOfAnotherJuspay_TakesNothingFromTheLastAnswer()
    {
        var check = new Outcome.Checked(Make.Start, Replies.Pending, Sandbox with { MerchantId = "merchant-2" });
        Assert.Null(Stages.BaselineOf(Lifecycle.Apply(Known(Sandbox).Validation, check, Make.Start)));
    }

    // Without what the account knows, the replica behind would be the baseline, and the earlier answer be taken for
    // this one's.
    [Fact]
    public void SecondValidation_RightBehindTheFirstsAnswer_DoesNotTakeItForItsOwn()
    {
        var first = new Story().Pay(Make.Answer(AccountStatus.Active, Make.Start));
        var second = Followers
            .Story(AccountRules.Keep(Account.Unknown, first.Validation), first.Now)
            .Check(Replies.Created);
        Assert.Equal(("Checking 1", false), (second.Stands, second.Validation.HasSentPenny));
        second.WhenDue().Check(Make.Answer(AccountStatus.Active, Make.Start)).WhenDue().Pay(Replies.Unclear);
        Assert.Equal("Confirming 1", second.WhenDue().Check(Make.Answer(AccountStatus.Active, Make.Start)).Stands);
    }

    private static Story Known(JuspayIdentity? by = null) =>
        new(from: Make.Accepted() with { LastAnswer = new(Make.Request.CustomerAccountId, by, Shown) });

    private static JuspayReply Reply(string what) => what switch
    {
        "an older date" => Make.Answer(AccountStatus.Active, Make.Start.AddDays(-2)),
        "no date any more" => Make.Answer(AccountStatus.Active),
        _ => Replies.Created,
    };
}
