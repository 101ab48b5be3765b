using AccountValidation.Service.Engine;
using AccountValidation.Service.Queues;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Intake;

/// <summary>
/// Works on one message of the intake queue, for both hosts. A queue may deliver a message more than once, yet each
/// message starts at most one validation. Every start carries a claim: the sender's idempotency key or, without a key,
/// the message id.
/// </summary>
/// <param name="reader">Reads start requests.</param>
/// <param name="starter">Fills in defaults and starts validations.</param>
/// <param name="settings">Names the intake queue, to which the claims belong.</param>
/// <param name="metrics">Counts the messages by result.</param>
/// <param name="logger">Logs ids and field names only.</param>
public sealed partial class IntakeHandler(
    StartRequestReader reader,
    Starter starter,
    QueueSettings settings,
    ServiceMetrics metrics,
    ILogger<IntakeHandler> logger)
{
    private static readonly HashSet<string> Fields = new(
        [
            "body",
            "customerId",
            "customerAccountId",
            "routingId",
            "gateway",
            "amount",
            "callbackUrl",
            "metadata",
            "idempotencyKey",
        ],
        StringComparer.Ordinal);

    /// <summary>Starts the validation that a message requests, or decides what else becomes of the message.</summary>
    /// <param name="messageId">The message's id, the same for every delivery.</param>
    /// <param name="text">The message as the sender wrote it: JSON, or the base64 of JSON.</param>
    /// <param name="cancellationToken">Abandons the work. The caller then does not know whether the engine started the
    /// validation.</param>
    /// <exception cref="StoreUnavailableException">The store does not work now; the host must try the message
    /// again.</exception>
    public async Task<IntakeOutcome> HandleAsync(
        string messageId, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var body = MessageText.Decode(text);
        if (body is { } json && HeldMessage.Read(json) is var (firstId, request))
        {
            (messageId, body) = (firstId, request);
        }

        if (Read(body, errors) is not { } start)
        {
            var faults = errors.ToDictionary();
            metrics.IntakeEnded("invalid");
            LogInvalid(messageId, string.Join(", ", faults.Keys.Select(Shown).Distinct()), faults.Count);
            return new IntakeOutcome.Invalid(faults);
        }

        var result = await starter.StartAsync(
            start.Request, ClaimOf(messageId, start), caller: null, cancellationToken);
        if (result is StartResult.TooManyUnsettled)
        {
            return new IntakeOutcome.NotYet(HeldMessage.Of(messageId, body!.Value));
        }

        Report(messageId, result);
        return IntakeLetter.Of(messageId, body!.Value, result) is { } letter
            ? new IntakeOutcome.Refused(letter)
            : new IntakeOutcome.Decided(result);
    }

    // A sender may put anything into an unknown name, even a VPA.
    private static string Shown(string field) =>
        Fields.Contains(field) ? field
        : field.StartsWith("metadata.", StringComparison.Ordinal) ? "metadata"
        : "a field that is not known";

    private QueuedStart? Read(ReadOnlyMemory<byte>? body, FieldErrors errors)
    {
        if (body is { } json)
        {
            return reader.ReadQueued(json, errors);
        }

        errors.Add("body", "is neither a JSON object nor the base64 of one.");
        return null;
    }

    // Two caller names, so that no sender's key equals the id of another sender's message. No caller with an API key
    // has a colon in its name.
    private IdempotencyClaim ClaimOf(string messageId, QueuedStart start) => start.IdempotencyKey is { } key
        ? new("queue:" + settings.Intake, key, start.Request.Fingerprint())
        : new("queue-message:" + settings.Intake, messageId, start.Request.Fingerprint());

    private void Report(string messageId, StartResult result)
    {
        switch (result)
        {
            case StartResult.Started:
                metrics.IntakeEnded("started");
                break;
            case StartResult.Replayed replayed:
                metrics.IntakeEnded("replayed");
                LogReplayed(messageId, replayed.Validation.Id);
                break;
            case StartResult.AccountBusy busy:
                metrics.IntakeEnded("account_busy");
                LogAccountBusy(messageId, busy.ValidationId);
                break;
            case StartResult.RoutingIdInUse:
                metrics.IntakeEnded("routing_id_in_use");
                LogRoutingIdInUse(messageId);
                break;
            case StartResult.KeyReused reused:
                metrics.IntakeEnded("key_reused");
                LogKeyReused(messageId, reused.ValidationId);
                break;
            case StartResult.Purged purged:
                metrics.IntakeEnded("purged");
                LogPurged(messageId, purged.ValidationId);
                break;
            default:
                throw new InvalidOperationException($"Start result {result.GetType().Name} has no report.");
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Message {MessageId} is no start request; {Count} fields are wrong: {Fields}")]
    private partial void LogInvalid(string messageId, string fields, int count);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Message {MessageId} came again: validation {ValidationId} was started before")]
    private partial void LogReplayed(string messageId, string validationId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Message {MessageId} starts nothing: validation {ValidationId} of the same account has not settled "
            + "yet")]
    private partial void LogAccountBusy(string messageId, string validationId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Message {MessageId} starts nothing: the calls of its account have another routing id")]
    private partial void LogRoutingIdInUse(string messageId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Message {MessageId} starts nothing: its idempotencyKey was used for another request, validation "
            + "{ValidationId}")]
    private partial void LogKeyReused(string messageId, string validationId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Message {MessageId} starts nothing: its key belongs to validation {ValidationId}, which was purged")]
    private partial void LogPurged(string messageId, string validationId);
}
