using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>What a validation leaves in its account with every change, and whose changes count.</summary>
public sealed class AccountKeepTests
{
    private static readonly JuspayIdentity Sandbox = new("https://sandbox.juspay.in", "merchant-1");

    private static readonly KnownAnswer Earlier = new("banh_0", Sandbox, Stages.Failure);

    /// <summary>Every stage, and whether a penny drop whose end is not known is its account's.</summary>
    public static TheoryData<string, bool> All => new()
    {
        { "Checking", false },
        { "Checking Refused", false },
        { "Paying", false },
        { "Paying Again", false },
        { "Paying Held", true },
        { "DropUnderWay", true },
        { "DropUnderWay Again", true },
        { "Confirming", true },
        { "Waiting Adopted", true },
        { "Waiting Answered", true },
        { "Waiting Unseen", true },
        { "Waiting Seen", true },
        { "Waiting ProvedAbsent", true },
        { "Waiting NotProved", true },
        { "Settled", false },
    };

    /// <summary>
    /// Who holds the lock, whose drop is open, whether the changed one had settled, and whether its change is the
    /// account's.
    /// </summary>
    public static TheoryData<string?, string?, bool, bool> Changes => new()
    {
        { Make.Id, null, false, true },
        { Make.Id, Followers.Id, false, true },
        { Make.Id, Make.Id, true, true },
        { Followers.Id, null, false, false },
        { Followers.Id, Make.Id, false, false },
        { Followers.Id, Make.Id, true, false },
        { null, Make.Id, true, false },
        { null, Make.Id, false, true },
        { null, Followers.Id, true, false },
        { null, Followers.Id, false, false },
        { null, null, false, true },
        { null, null, true, false },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Keep_InAStage_HasTheOpenDropOfThatStage(string stage, bool isOpen)
    {
        var validation = Stages.Named(stage);
        var expected = isOpen ? new OpenDrop(Stages.Drop, validation.Stage, validation.UncertainAttempts) : null;
        Assert.Equal(expected, AccountRules.OpenDropOf(validation));
        var other = AccountRules.OpenDropOf(Stages.Named("Confirming"));
        Assert.Equal(expected, AccountRules.Keep(Account.Unknown with { OpenDrop = other }, validation).OpenDrop);
    }

    [Fact]
    public void KeepTable_AllStages_AreNamed() => Assert.Equal(Stages.Names, All.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Concerns_ByLockOpenDropAndStatus_Is(string? holder, string? dropOf, bool isSettled, bool expected)
    {
        var open = dropOf is null
            ? null
            : new OpenDrop(Stages.Drop with { ValidationId = dropOf }, Stages.Named("Confirming").Stage, 1);
        var before = Stages.Named(isSettled ? "Settled" : "Confirming");
        Assert.Equal(expected, AccountRules.Concerns(Account.Unknown with { OpenDrop = open }, holder, before));
    }

    // What becomes of its POST is the account's, until somebody follows it.
    [Theory]
    [InlineData("DropUnderWay", null, true)]
    [InlineData("DropUnderWay", Followers.Id, false)]
    [InlineData("Waiting Seen", null, false)]
    public void Concerns_OfASettledValidation_OnlyWhileItsDropIsUnderWayAndNobodyFollows(
        string stage, string? holder, bool expected)
    {
        var account = Account.Unknown with { OpenDrop = new(Stages.Drop, Stages.Named(stage).Stage, 0) };
        Assert.Equal(expected, AccountRules.Concerns(account, holder, Stages.Named("Settled")));
    }

    [Theory]
    [InlineData(AccountStatus.Active, true)]
    [InlineData(AccountStatus.Failure, true)]
    [InlineData(AccountStatus.Created, false)]
    [InlineData(AccountStatus.Pending, false)]
    public void Keep_OfAnAnswer_IsTheLastOneOnlyWhereItIsFinal(AccountStatus status, bool isFinal)
    {
        var seen = Make.Account(status, Make.Start);
        var kept = AccountRules.Keep(
            Account.Unknown with
            {
                LastAnswer = Earlier,
            },
            Make.Accepted() with
            {
                LastSeen = seen,
                Juspay = Sandbox,
            });
        Assert.Equal(
            isFinal ? new(Make.Request.CustomerAccountId, Sandbox, Baseline.Of(seen), Earlier) : Earlier,
            kept.LastAnswer);
    }

    // Settings change to another Juspay and back: a replica of the first that is behind must not become a baseline.
    [Theory]
    [InlineData("banh_1", false)]
    [InlineData("banh_0", true)]
    public void Keep_OfAnAnswer_ForgetsNoneOfAnotherSpellingOrAnotherJuspay(string id, bool isAnotherJuspay)
    {
        var juspay = isAnotherJuspay ? Sandbox with { MerchantId = "merchant-2" } : Sandbox;
        var after = Kept(Account.Unknown with { LastAnswer = Earlier }, id, juspay, Make.Start);
        Assert.Equal(new(id, juspay, Active(Make.Start), Earlier), after.LastAnswer);
        var back = Kept(after, Earlier.CustomerAccountId, Sandbox, Make.Start.AddDays(1));
        Assert.Equal(
            new(
                Earlier.CustomerAccountId,
                Sandbox,
                Active(Make.Start.AddDays(1)),
                after.LastAnswer! with
                {
                    Before = null,
                }),
            back.LastAnswer);
    }

    [Fact]
    public void Keep_OfAnswersOfManyJuspays_KeepsTheLastFour()
    {
        var account = Enumerable
            .Range(0, 6)
            .Aggregate(Account.Unknown, (account, n) =>
                Kept(account, "banh_0", Sandbox with { MerchantId = $"merchant-{n}" }, Make.Start));
        var merchants = new List<string?>();
        for (var answer = account.LastAnswer; answer is not null; answer = answer.Before)
        {
            merchants.Add(answer.Juspay?.MerchantId);
        }

        Assert.Equal(["merchant-5", "merchant-4", "merchant-3", "merchant-2"], merchants);
        Assert.Equal(account, AccountJson.Deserialize(AccountJson.Serialize(account)));
    }

    [Fact]
    public void Keep_OfAValidationThatSawNothing_KeepsTheLastAnswer() =>
        Assert.Equal(
            Earlier, AccountRules.Keep(Account.Unknown with { LastAnswer = Earlier }, Make.Accepted()).LastAnswer);

    [Fact]
    public void Drop_OfAnIntent_IsItsOwnWithTheIdentityThatWasAsked()
    {
        var intent = new Outcome.IntentRecorded(1, Make.Start.AddSeconds(3), new(Make.Start, Replies.Created, Sandbox));
        var begun = Lifecycle.Apply(Make.Accepted(), intent, Make.Start.AddSeconds(3));
        Assert.Equal(
            new DropOrigin(
                Make.Id, Make.Request.CustomerAccountId, Sandbox, Make.Start.AddSeconds(3), Make.Request.CustomerId),
            begun.Drop);
        Assert.Equal(
            new OpenDrop(begun.Drop!, begun.Stage, UncertainAttempts: 0),
            AccountRules.Keep(Account.Unknown, begun).OpenDrop);
    }

    [Fact]
    public void Drop_ReportedAtOnce_HasTheIdentityItWasSentTo()
    {
        var ended = new Outcome.PennyDropEnded(
            Make.Start, Replies.Unclear, Stages.Baseline, new(Make.Start, Replies.Created, Juspay: null), Sandbox);
        var after = Lifecycle.Apply(Make.Accepted(), ended, Make.Start);
        Assert.Equal(
            new DropOrigin(Make.Id, Make.Request.CustomerAccountId, Sandbox, Make.Start, Make.Request.CustomerId),
            after.Drop);
    }

    [Fact]
    public void Drop_PutBackFromTheJournal_HasTheIdentityOfItsIntent()
    {
        var begun = new BegunDrop(1, Make.Start.AddSeconds(1), Stages.Baseline, Reply: null, Sandbox);
        var after = Recovery.WithJournal(Make.Accepted(), [begun]);
        Assert.Equal(
            new DropOrigin(
                Make.Id, Make.Request.CustomerAccountId, Sandbox, Make.Start.AddSeconds(1), Make.Request.CustomerId),
            after.Drop);
    }

    [Fact]
    public void Drop_OfAnotherThatIsSeenUnderWay_IsNotedFromThatMoment()
    {
        var adopted = Lifecycle.Apply(
            Make.Accepted(), new Outcome.Checked(Make.Start, Replies.Pending, Sandbox), Make.Start.AddSeconds(2));
        Assert.Equal(
            new DropOrigin(
                Make.Id, Make.Request.CustomerAccountId, Sandbox, Make.Start.AddSeconds(2), Make.Request.CustomerId),
            adopted.Drop);
        Assert.Equal("Waiting Adopted", Stages.Describe(AccountRules.OpenDropOf(adopted)?.Stage));
    }

    // Three drops are allowed: two of the first validation, one of the second, none of the third.
    [Fact]
    public void Attempts_OfFollowers_CountWithThoseOfTheDropTheyFollow()
    {
        var first = new Story().Pay(Replies.Unclear).Confirm(Replies.Created).Pay(Replies.Unclear);
        var second = Followers
            .Story(AccountRules.Keep(Account.Unknown, first.Cancel().Validation), first.Now)
            .Check(Replies.Created)
            .Confirm(Replies.Created);
        Assert.Equal(("Paying 0", 2), (second.Stands, second.Validation.UncertainAttempts));
        second.Pay(Replies.Unclear);
        var third = Followers
            .Story(AccountRules.Keep(Account.Unknown, second.Cancel().Validation), second.Now)
            .Check(Replies.Created)
            .Confirm(Replies.Created);
        Assert.Equal(
            ("Waiting ProvedAbsent", 3, 0),
            (third.Stands, third.Validation.UncertainAttempts, third.Validation.ValidateAttempts));
        Assert.Equal(second.Validation.Drop, third.Validation.Drop);
    }

    [Fact]
    public void Absence_ProvedWithAttemptsLeft_ClosesTheDropAndTheNextBeginsAnew()
    {
        var first = new Story().Pay(Replies.Unclear).Confirm(Replies.Created);
        var account = AccountRules.Keep(Account.Unknown, first.Cancel().Validation);
        Assert.Null(account.OpenDrop);
        var next = Followers.Of(account, first.Now);
        Assert.Equal(
            (0, false, new Stage.Checking(first.Now, Failures: 0)),
            (next.UncertainAttempts, next.PennyLeft, next.Stage));
    }

    private static Account Kept(Account account, string id, JuspayIdentity juspay, DateTimeOffset at)
    {
        var accepted = Make.Accepted();
        var request = accepted.Request with { CustomerAccountId = id };
        return AccountRules.Keep(
            account,
            accepted with
            {
                Request = request,
                LastSeen = Make.Account(AccountStatus.Active, at),
                Juspay = juspay,
            });
    }

    private static Baseline Active(DateTimeOffset at) => new(AccountStatus.Active, at);
}
