using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.State;

/// <summary>Validations in every stage, each reached by the lifecycle with fixed inputs.</summary>
internal static class SampleStates
{
    private static readonly JuspayReply Old = new JuspayReply.Answered(
        new(AccountStatus.Failure, Make.Start.AddDays(-9), new(null, "*****6789", "YESB0000001", "Yes Bank", "A. Person")));

    private static readonly JuspayReply Undated = Make.Answer(AccountStatus.Active);

    private static readonly JuspayReply Fresh = new JuspayReply.Answered(
        new(AccountStatus.Active, Make.Start.AddMilliseconds(1500), new(MaskedVpa: "42******77@yesg")));

    private static readonly ValidationRequest Bare = new()
    {
        CustomerId = "cst_1",
        CustomerAccountId = "banh_1",
        RoutingId = "route-1",
        Gateway = "HDFC",
        Amount = 1.50m,
    };

    public static readonly IReadOnlyDictionary<string, Func<Validation>> All = new Dictionary<string, Func<Validation>>(StringComparer.Ordinal)
    {
        ["looking"] = () => New().Look(Replies.KeyRefused).Validation,
        ["paying"] = () => New().Look(Old).Pay(Replies.NotAccepted).Validation,
        ["in-flight"] = () => New().Look(Old).Intend().Validation,
        ["in-flight-cancel-waiting"] = () => New().Look(Old).Intend().AtSecond(1).Cancel().Validation,
        ["confirming"] = () => New().Look(Old).Pay(Replies.Unclear).WhenDue().Look(Old).WhenDue().Look(Replies.Unclear).Validation,
        ["waiting-adopted"] = () => New().Look(Replies.Pending).Validation,
        ["waiting-unseen"] = () => New().Look(Old).Pay(Replies.Created).WhenDue().Look(Old).Validation,
        ["waiting-answered"] = () => New().Look(Old).Pay(Replies.Created).AtSecond(300).Look(Old).Validation,
        ["waiting-seen"] = () => New().Look(Old).Pay(Replies.Unclear).WhenDue().Look(Replies.Pending).Validation,
        ["waiting-proved-absent"] = () => FourLooks(New(Make.Terms with { MaxAttempts = 1 }).Look(Old).Pay(Replies.Unclear), Old).Validation,
        ["waiting-not-proved"] = () => FourLooks(New().Look(Undated).Pay(Replies.Unclear), Undated).Validation,
        ["settled-active"] = () => New().Look(Replies.Created).AtSecond(2).Pay(Fresh).Deliver(204).Validation,
        ["settled-reused"] = () => New(Make.Terms with { ReuseWithin = TimeSpan.FromDays(1) }).Look(Fresh).Deliver(null, "time_out").Validation,
        ["settled-failure"] = () => New().Look(Replies.Created).Pay(Replies.Failure).Deliver(410).Signal(new Signal.Redeliver()).Validation,
        ["settled-rejected"] = () => New().Look(Replies.Unknown).Validation,
        ["settled-expired"] = () => New(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).Look(Replies.Pending).AtSecond(60).Look(Replies.KeyRefused).Validation,
        ["settled-cancelled-without-callback"] = () => new Story(from: Lifecycle.Accept(Make.Id, Bare, Make.Terms, Make.Start)).Cancel().Validation,
        ["suspended"] = () => New().Look(Old).Pay(Replies.Pending).WhenDue().Look(Replies.Pending).AtSecond(7).Suspend("bank holiday").Validation,
        ["suspended-then-terminated"] = () => New().Look(Old).Intend().AtSecond(1).Suspend().AtSecond(2).Terminate("customer left").Validation,
        ["waiting-notified"] = () => New().Look(Old).Pay(Replies.Pending).WhenDue().Look(Replies.Pending).AtSecond(6).Hint().Validation,
        ["settled-dead-letter-due"] = () => New().Look(Replies.Created).Pay(Fresh).Deliver(410).HandOver(sent: false).Validation,
    };

    private static Story New(Terms? terms = null) => new(terms);

    private static Story FourLooks(Story story, JuspayReply reply)
    {
        for (var look = 0; look < 4; look++)
        {
            story.WhenDue().Look(reply);
        }

        return story;
    }
}
