using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.State;

/// <summary>Validations in every stage, each reached by the lifecycle with fixed inputs.</summary>
internal static class SampleStates
{
    private static readonly JuspayReply Old = new JuspayReply.Answered(
        new(
            AccountStatus.Failure,
            Make.Start.AddDays(-9),
            new(null, "*****6789", "YESB0000001", "Yes Bank", "A. Person")));

    private static readonly JuspayReply OldActive = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-9));

    private static readonly JuspayReply Unread = new JuspayReply.Answered(
        new(AccountStatus.Active, LastValidated: null, new(MaskedVpa: "42******77@yesg"), "2026-11-13 10:00:00 UTC"));

    private static readonly JuspayReply Undated = Make.Answer(AccountStatus.Active);

    private static readonly JuspayReply Fresh = new JuspayReply.Answered(
        new(AccountStatus.Active, Make.Start.AddMilliseconds(1500), new(MaskedVpa: "42******77@yesg")));

    private static readonly JuspayIdentity Sandbox = new("https://sandbox.juspay.in", "merchant-1");

    private const string Follower = "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3D";

    private static readonly ValidationRequest Bare = new()
    {
        CustomerId = "cst_1",
        CustomerAccountId = "banh_1",
        RoutingId = "route-1",
        Gateway = "HDFC",
        Amount = 1.50m,
    };

    public static readonly IReadOnlyDictionary<string, Func<Validation>> All = new Dictionary<string, Func<Validation>>(
        StringComparer.Ordinal)
    {
        ["looking"] = () => New().Check(Replies.KeyRefused).Validation,
        ["paying"] = () => New().Check(Old).WhenDue().Pay(Replies.NotAccepted).Validation,
        ["in-flight"] = () => New().Check(Old).WhenDue().Intend().Validation,
        ["in-flight-cancel-waiting"] = () =>
            New().Check(Old).WhenDue().Intend().AtSecond(3).Validation.CancelRequested(),
        ["confirming"] = () =>
            New()
                .Check(Old)
                .WhenDue()
                .Pay(Replies.Unclear)
                .WhenDue()
                .Check(Old)
                .WhenDue()
                .Check(Replies.Unclear)
                .Validation,
        ["waiting-adopted"] = () => New().Check(Replies.Pending).Validation,
        ["waiting-unseen"] = () => New().Check(Old).WhenDue().Pay(Replies.Created).WhenDue().Check(Old).Validation,
        ["waiting-answered"] = () =>
            New().Check(Old).WhenDue().Pay(Replies.Created).AtSecond(300).Check(Old).Validation,
        ["waiting-seen"] = () =>
            New().Check(Old).WhenDue().Pay(Replies.Unclear).WhenDue().Check(Replies.Pending).Validation,
        ["waiting-proved-absent"] = () =>
            New(Make.Terms with { MaxAttempts = 1 })
                .Check(OldActive)
                .WhenDue()
                .Pay(Replies.Unclear)
                .Confirm(OldActive)
                .Validation,
        ["waiting-not-proved"] = () => New().Check(Undated).WhenDue().Pay(Replies.Unclear).Confirm(Undated).Validation,
        ["settled-active"] = () => New().AtSecond(2).Pay(Fresh).Deliver(204).Validation,
        ["settled-reused"] = () =>
            New(Make.Terms with { ReuseWithin = TimeSpan.FromDays(1) })
                .Check(Fresh)
                .Deliver(null, "time_out")
                .Validation,
        ["settled-failure"] = () => New().Pay(Replies.Failure).Deliver(410).Signal(new Signal.Redeliver()).Validation,
        ["settled-rejected"] = () => New().Check(Replies.Unknown).WhenDue().Check(Replies.Unknown).Validation,
        ["settled-expired"] = () =>
            New(Make.DeadlineAfter(TimeSpan.FromMinutes(1)))
                .Check(Replies.Pending)
                .AtSecond(60)
                .Check(Replies.KeyRefused)
                .Validation,
        ["settled-cancelled-without-callback"] = () =>
            new Story(from: Lifecycle.Accept(Make.Id, Bare, Make.Terms, Make.Start)).Cancel().Validation,
        ["suspended"] = () =>
            New()
                .Check(Old)
                .WhenDue()
                .Pay(Replies.Pending)
                .WhenDue()
                .Check(Replies.Pending)
                .AtSecond(9)
                .Suspend("bank holiday")
                .Validation,
        ["cancelled-suspended-in-flight"] = () =>
            New().Check(Old).WhenDue().Intend().AtSecond(3).Suspend().AtSecond(4).Terminate("customer left").Validation,
        ["waiting-notified"] = () =>
            New()
                .Check(Old)
                .WhenDue()
                .Pay(Replies.Pending)
                .WhenDue()
                .Check(Replies.Pending)
                .AtSecond(8)
                .Hint()
                .Validation,
        ["looking-refused"] = () => New().Check(Replies.Unknown).Validation,
        ["paying-not-sent"] = () => New().Check(OldActive).WhenDue().Pay(Replies.NotAccepted).Validation,
        ["paying-held"] = () => New().Check(Old).WhenDue().Pay(Replies.Throttled).Validation,
        ["paying-behind"] = () => New().Check(Old).WhenDue().Check(Replies.Created).Validation,
        ["paying-refused"] = () => New().Check(Old).WhenDue().Check(Replies.Unknown).Validation,
        ["in-flight-again"] = () => New().Check(Old).WhenDue().Pay(Replies.Throttled).WhenDue().Intend().Validation,
        ["confirming-unread-date"] = () =>
            New().Check(Unread).WhenDue().Pay(Replies.Unclear).WhenDue().Check(Unread).Validation,
        ["waiting-spent"] = () => New().Check(Old).WhenDue().Pay(Old).WhenDue().Check(Old).Validation,
        ["waiting-adopted-known"] = () => New().Check(Old).WhenDue().Check(Replies.Pending).Validation,
        ["waiting-refused-later"] = () => New().Pay(Replies.Throttled).WhenDue().Pay(Replies.BadRequest).Validation,
        ["settled-unchanged"] = () =>
            New().Check(Old).WhenDue().Pay(Old).AtSecond(3602).Check(Old).Deliver(204).Validation,
        ["settled-dead-letter-due"] = () => New().Pay(Fresh).Deliver(410).HandOver(sent: false).Validation,
        ["in-flight-identified"] = () => Identified().Validation,
        ["cancelled-in-flight"] = () => New().Check(Old).WhenDue().Intend().AtSecond(3).Cancel().Validation,
        ["cancelled-drop-ended"] = () =>
            Identified()
                .Cancel()
                .Apply(new Outcome.PennyDropEnded(Make.Start, Replies.Pending, Juspay: Sandbox))
                .Validation,
        ["cancelled-paying-held"] = () => New().Check(Old).WhenDue().Pay(Replies.Throttled).Cancel().Validation,
        ["expired-confirming"] = () =>
            New(Make.DeadlineAfter(TimeSpan.FromMinutes(2)))
                .Check(OldActive)
                .WhenDue()
                .Pay(Replies.Unclear)
                .WhenDue()
                .Check(OldActive)
                .WhenDue()
                .Check(OldActive)
                .WhenDue()
                .Check(OldActive)
                .Validation,
        ["expired-not-proved"] = () =>
            Expired(
                New(Make.DeadlineAfter(TimeSpan.FromMinutes(5))).Check(Undated).WhenDue().Pay(Replies.Unclear),
                Undated).Validation,
        ["expired-proved-absent"] = () =>
            Expired(New(OneAttempt).Check(OldActive).WhenDue().Pay(Replies.Unclear), OldActive).Validation,
        ["looking-behind"] = () => Entered(Known).Check(Replies.Created).Validation,
        ["waiting-adopted-dated"] = () =>
            New().Check(Make.Answer(AccountStatus.Pending, Make.Start.AddDays(-1))).Validation,
        ["following-in-flight"] = () => Entered(Kept(Identified())).Validation,
        ["following-seen"] = () =>
            Entered(Kept(New().Check(Old).WhenDue().Pay(Replies.Pending).WhenDue().Check(Replies.Pending))).Validation,
        ["following-elsewhere"] = () =>
            Entered(Kept(Identified())).Check(new JuspayReply.Unclear(ReplyCauses.OtherJuspay)).Validation,
    };

    /// <summary>What accounts keep of some of them, and what an account of which nothing is known is.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Account>> Accounts = new Dictionary<string, Func<Account>>(
        StringComparer.Ordinal)
    {
        ["unknown"] = () => Account.Unknown,
        ["answered"] = () => Known,
        ["in-flight"] = () => Kept(Identified()),
        ["paying-held"] = () => AccountRules.Keep(Known, All["cancelled-paying-held"]()),
        ["confirming"] = () => AccountRules.Keep(Known, All["expired-confirming"]()),
        ["not-proved"] = () => AccountRules.Keep(Account.Unknown, All["expired-not-proved"]()),
        ["proved-absent"] = () => AccountRules.Keep(Known, All["expired-proved-absent"]()),
        ["adopted"] = () => AccountRules.Keep(Account.Unknown, All["waiting-adopted-dated"]()),
        ["followed"] = () => AccountRules.Keep(Kept(Identified()), All["following-in-flight"]()),
    };

    private static Account Known => AccountRules.Keep(Account.Unknown, All["settled-active"]());

    private static Terms OneAttempt => Make.DeadlineAfter(TimeSpan.FromMinutes(5)) with { MaxAttempts = 1 };

    // Under way, with the Juspay that was asked and paid.
    private static Story Identified() =>
        New().Apply(new Outcome.IntentRecorded(1, Make.Start, new(Make.Start, Replies.Created, Sandbox)));

    private static Account Kept(Story story) => AccountRules.Keep(Account.Unknown, story.Validation);

    private static Story Entered(Account account)
    {
        var at = Make.Start.AddMinutes(1);
        return new(
            from: AccountRules.Enter(Lifecycle.Accept(Follower, Make.Request, Make.Terms, at), account, at), at: at);
    }

    private static Story Expired(Story story, JuspayReply shown)
    {
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(shown);
        }

        return story;
    }

    private static Story New(Terms? terms = null) => new(terms);
}
