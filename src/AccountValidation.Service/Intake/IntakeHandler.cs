using AccountValidation.Service.Engine;
using AccountValidation.Service.Queues;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Intake;

/// <summary>
/// Works on one message of the intake queue, for both hosts. A message may be delivered more than once; it starts at
/// most one validation, because every start carries a claim: the sender's key, or without one the id of the message.
/// </summary>
/// <param name="reader">Reads start requests.</param>
/// <param name="starter">Starts validations.</param>
/// <param name="settings">The queues' names.</param>
/// <param name="metrics">Counts.</param>
/// <param name="logger">Gets ids and names of fields only.</param>
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

    /// <summary>Works on a message.</summary>
    /// <param name="messageId">The message's id, the same for every delivery.</param>
    /// <param name="text">The message's text as the sender wrote it: JSON, or its base64.</param>
    /// <param name="cancellationToken">Abandons the work; whether the validation was started is not known then.</param>
    /// <exception cref="StoreUnavailableException">Nothing can be stored at the moment; the message is to be tried
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
            start.Request, ClaimOf(messageId, start), isBulk: true, cancellationToken);
        if (result is StartResult.TooManyUnsettled)
        {
            return new IntakeOutcome.NotYet(HeldMessage.Of(messageId, body!.Value));
        }

        Report(messageId, result);
        return IntakeLetter.Of(messageId, body!.Value, result) is { } letter
            ? new IntakeOutcome.Refused(letter)
            : new IntakeOutcome.Decided(result);
    }

    // Other names are the sender's text, and may be anything, a VPA included.
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

    // Two names, so that no sender's key can be the id of another's message. A colon is not in the name of any API key.
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
