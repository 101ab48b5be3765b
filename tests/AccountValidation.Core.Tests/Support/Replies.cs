using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Tests.Support;

/// <summary>The replies of Juspay that the tables name in their columns.</summary>
internal static class Replies
{
    public static readonly JuspayReply Created = Make.Answer(AccountStatus.Created);

    public static readonly JuspayReply Pending = Make.Answer(AccountStatus.Pending);

    public static readonly JuspayReply Active = Make.Answer(AccountStatus.Active, Make.Start);

    public static readonly JuspayReply Failure = Make.Answer(AccountStatus.Failure, Make.Start);

    public static readonly JuspayReply Unknown = new JuspayReply.Refused(404, "not_found");

    public static readonly JuspayReply BadRequest = new JuspayReply.Refused(400, "bad_request");

    public static readonly JuspayReply KeyRefused = new JuspayReply.KeyRefused(401, "access_denied");

    public static readonly JuspayReply Throttled = new JuspayReply.NotAccepted(ReplyCauses.Throttled);

    public static readonly JuspayReply NotAccepted = new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused);

    public static readonly JuspayReply Unclear = new JuspayReply.Unclear(ReplyCauses.TimeOut);

    /// <summary>What a readable answer may show, compared with what the account showed before the drop.</summary>
    public static readonly IReadOnlyList<string> Answers = ["Created", "Pending", "Active", "Failure", "Same", "Older"];

    /// <summary>Why there may be no readable answer. <c>NotAccepted</c> was not sent.</summary>
    public static readonly IReadOnlyList<string> Failures =
        ["Refused", "KeyRefused", "Throttled", "NotAccepted", "Unclear"];

    public static readonly IReadOnlyList<string> Names = [.. Answers, .. Failures];

    /// <summary>The reply of a column.</summary>
    public static JuspayReply Named(string name, Validation asked) => name switch
    {
        "Created" => Created,
        "Pending" => Pending,
        "Active" => Active,
        "Failure" => Failure,
        "Same" => Known(asked),
        "Older" => Make.Answer((Stages.BaselineOf(asked) ?? Stages.Baseline).Status, Make.Start.AddDays(-2)),
        "Refused" => Unknown,
        "KeyRefused" => KeyRefused,
        "Throttled" => Throttled,
        "NotAccepted" => NotAccepted,
        "Unclear" => Unclear,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such reply."),
    };

    /// <summary>What is known of the account: the baseline, or <c>CREATED</c> before there is one.</summary>
    public static JuspayReply Known(Validation asked) => Stages.BaselineOf(asked) is { } known
        ? new JuspayReply.Answered(new(known.Status, known.LastValidated, AccountDetails.None, known.UnreadDate))
        : Created;
}
