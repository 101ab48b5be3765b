using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core;
using AccountValidation.Core.Views;

namespace AccountValidation.Service.Queues;

/// <summary>A callback that was given up, with everything that is needed to deliver it.</summary>
/// <param name="ValidationId">Whose callback it is.</param>
/// <param name="WebhookId">The <c>webhook-id</c>, the same as in every attempt.</param>
/// <param name="Type">The event type, such as <c>validation.active</c>.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Body">The exact text whose UTF-8 bytes were signed and sent.</param>
/// <param name="Attempts">The attempts made so far.</param>
/// <param name="LastResponse">The last attempt's HTTP status; null when there was none.</param>
/// <param name="LastError">Why the last attempt got no HTTP status; null when it got one.</param>
/// <param name="SettledAt">When the validation settled.</param>
/// <param name="DeadLetteredAt">When the callback was handed over.</param>
internal sealed record DeadLetter(
    string ValidationId,
    string WebhookId,
    string Type,
    string Url,
    string Body,
    int Attempts,
    int? LastResponse,
    string? LastError,
    DateTimeOffset SettledAt,
    DateTimeOffset DeadLetteredAt)
{
    // Not escaped more than needed: the body is JSON inside JSON, and a message has a bound.
    private static readonly DeadLetterJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter() },
    });

    /// <summary>The dead letter of a settled validation that has a callback.</summary>
    public static DeadLetter Of(Validation validation, DateTimeOffset now) =>
        validation is { Stage: Stage.Settled settled, Callback: { Type: { } type, Body: { } body } callback }
            ? new(
                validation.Id,
                callback.MessageId,
                type,
                callback.Url,
                body,
                callback.Attempts,
                callback.LastResponse,
                callback.LastError,
                settled.At,
                now)
            : throw new InvalidOperationException($"Validation {validation.Id} has no callback to give up.");

    /// <summary>The JSON's bytes.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json.DeadLetter);

    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => $"{ValidationId} {WebhookId}";
}

[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
