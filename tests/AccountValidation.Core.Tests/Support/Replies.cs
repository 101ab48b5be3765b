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

    public static readonly JuspayReply NotAccepted = new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused);

    public static readonly JuspayReply Unclear = new JuspayReply.Unclear(ReplyCauses.TimeOut);

    public static readonly IReadOnlyList<string> Names =
        ["Created", "Pending", "Active", "Failure", "Same", "Refused", "KeyRefused", "NotAccepted", "Unclear"];

    /// <summary>The reply of a column; <c>Same</c> shows what the account showed before the drop.</summary>
    public static JuspayReply Named(string name, Validation asked) => name switch
    {
        "Created" => Created,
        "Pending" => Pending,
        "Active" => Active,
        "Failure" => Failure,
        "Same" => Same(asked),
        "Refused" => Unknown,
        "KeyRefused" => KeyRefused,
        "NotAccepted" => NotAccepted,
        "Unclear" => Unclear,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such reply."),
    };

    private static JuspayReply Same(Validation asked)
    {
        var baseline = Stages.BaselineOf(asked) ?? Stages.Baseline;
        return Make.Answer(baseline.Status, baseline.LastValidated);
    }
}
