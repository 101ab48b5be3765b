using System.Reflection;
using AccountValidation.Core;
using AccountValidation.Core.Timelines;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>What each word of the contract's vocabularies means to a caller, in the order in which the document lists them.</summary>
internal static class Vocabularies
{
    public static IReadOnlyDictionary<string, string> Statuses { get; } = new Dictionary<string, string>
    {
        [StatusNames.Of(ValidationStatus.Pending)] = "accepted; no answer yet.",
        [StatusNames.Of(ValidationStatus.Active)] = "Juspay: the account is valid.",
        [StatusNames.Of(ValidationStatus.Failure)] = "Juspay: the account failed validation.",
        [StatusNames.Of(ValidationStatus.Rejected)] = "Juspay refused the request itself.",
        [StatusNames.Of(ValidationStatus.Expired)] = "no answer before the deadline.",
        [StatusNames.Of(ValidationStatus.Cancelled)] = "stopped on request.",
    };

    public static IReadOnlyDictionary<string, string> Reasons { get; } = Complete(typeof(ReasonCodes), new()
    {
        [ReasonCodes.AccountFailed] = "`FAILURE`: Juspay answered that the account failed validation.",
        [ReasonCodes.UnknownAccount] = "`REJECTED`: Juspay does not know the customer account.",
        [ReasonCodes.RequestRefused] = "`REJECTED`: Juspay refused the request for another reason; `juspayErrorCode` says which.",
        [ReasonCodes.NoAnswer] = "`EXPIRED`: Juspay's last word was that the penny drop is under way.",
        [ReasonCodes.DropUncertain] = "`EXPIRED`: a penny drop went out, its answer was lost, and nothing proved whether it happened.",
        [ReasonCodes.DropElsewhere] = "`EXPIRED`, and while it is `PENDING`: an earlier penny drop of the account is open where it cannot be asked about: at another Juspay "
            + "than the service is set to now, or under another spelling of the account's id.",
        [ReasonCodes.AttemptsUsedUp] = "`EXPIRED`: every allowed penny drop got lost before it reached Juspay.",
        [ReasonCodes.KeyRefused] = "`EXPIRED`: Juspay refused the operator's API key until the deadline.",
        [ReasonCodes.JuspayUnavailable] = "`EXPIRED`: Juspay could not be reached or did not work when the deadline came.",
        [ReasonCodes.Cancelled] = "`CANCELLED`: stopped on request.",
    });

    public static IReadOnlyDictionary<string, string> CallbackStatuses { get; } = new Dictionary<string, string>
    {
        [StatusNames.Of((CallbackStatus?)null)] = "nobody is called back: no URL was given, and none is configured.",
        [StatusNames.Of(CallbackStatus.Pending)] = "the validation has not settled, or deliveries are still to be tried.",
        [StatusNames.Of(CallbackStatus.Delivered)] = "the receiver answered 2xx.",
        [StatusNames.Of(CallbackStatus.Failed)] = "dead letter: the schedule is used up, or the receiver answered 410. It can be redelivered.",
    };

    public static IReadOnlyDictionary<string, string> DeliveryErrors { get; } = Complete(typeof(ReceiverErrors), new()
    {
        [ReceiverErrors.TimeOut] = "no answer in time.",
        [ReceiverErrors.NameNotFound] = "the host name did not resolve.",
        [ReceiverErrors.ConnectionFailed] = "the connection was refused or broke, or TLS failed.",
        [ReceiverErrors.InvalidAnswer] = "the answer was no HTTP, or its headers were too large.",
        [ReceiverErrors.AddressNotAllowed] = "the service may not call the address.",
    });

    public static IReadOnlyDictionary<string, string> Events { get; } = Complete(typeof(TimelineEvents), new()
    {
        [TimelineEvents.Accepted] = "the request was accepted.",
        [TimelineEvents.Checked] = "the account was looked at; `detail` is Juspay's status of it: `CREATED`, `PENDING`, `ACTIVE` or `FAILURE`.",
        [TimelineEvents.CheckFailed] = "a look failed; `detail` is the cause.",
        [TimelineEvents.Adopted] = "a penny drop of the account was open already and is followed.",
        [TimelineEvents.DropIntended] = "a penny drop is about to be sent; `detail` is the attempt's number.",
        [TimelineEvents.DropAnswered] = "Juspay answered the penny drop; `detail` is the status.",
        [TimelineEvents.DropEnded] = "what became of a penny drop was learnt, and is no answer here: the validation had settled, or the drop was sent under another customer id.",
        [TimelineEvents.DropNotAccepted] = "the penny drop was certainly not accepted; `detail` is the cause.",
        [TimelineEvents.DropUncertain] = "the penny drop may or may not have happened; `detail` is the cause.",
        [TimelineEvents.DropSeen] = "a look proved that the penny drop happened.",
        [TimelineEvents.DropAbsent] = "the looks proved that the penny drop did not happen.",
        [TimelineEvents.DropNotProved] = "the looks could not prove whether the penny drop happened.",
        [TimelineEvents.KeyRefused] = "Juspay refused the operator's key; the call is held and tried again.",
        [TimelineEvents.CheckRequested] = "somebody asked for a look now.",
        [TimelineEvents.CancelRequested] = "somebody asked to cancel.",
        [TimelineEvents.Notified] = "a notification of Juspay brought the next look forward.",
        [TimelineEvents.Suspended] = "an operator holds the validation: no step is begun until it is resumed.",
        [TimelineEvents.Resumed] = "an operator lets the validation go on.",
        [TimelineEvents.Settled] = "the validation settled; `detail` is the status.",
        [TimelineEvents.CallbackDelivered] = "the receiver took the callback; `detail` is its HTTP status.",
        [TimelineEvents.CallbackFailed] = "an attempt to deliver the callback failed; `detail` is the HTTP status or the cause.",
        [TimelineEvents.CallbackDeadLettered] = "the callback became a dead letter; `detail` says why.",
        [TimelineEvents.RedeliveryRequested] = "somebody asked for the callback to be delivered again.",
        [TimelineEvents.Omitted] = "stands for entries that gave way to later ones.",
    });

    // A word that is added to the code and not explained here must not reach a caller unexplained.
    private static Dictionary<string, string> Complete(Type vocabulary, Dictionary<string, string> meanings)
    {
        var missing = vocabulary
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Except(meanings.Keys)
            .ToList();
        return missing.Count == 0 ? meanings : throw new InvalidOperationException($"{vocabulary.Name} has words without a meaning: {string.Join(", ", missing)}.");
    }
}
