using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core;
using AccountValidation.Core.Views;

namespace AccountValidation.Service.Queues;

/// <summary>A callback that the service gave up, with everything that a delivery needs.</summary>
/// <param name="ValidationId">The id of the callback's validation.</param>
/// <param name="WebhookId">The <c>webhook-id</c>, the same as in every attempt.</param>
/// <param name="Type">The event type, such as <c>validation.active</c>.</param>
/// <param name="Url">The receiver's URL.</param>
/// <param name="Body">The string whose exact UTF-8 bytes the service signed and sent.</param>
/// <param name="Attempts">The number of attempts so far.</param>
/// <param name="LastResponse">The HTTP status of the last attempt; null when it got none.</param>
/// <param name="LastError">The reason why the last attempt got no HTTP status; null when it got a status.</param>
/// <param name="SettledAt">The time when the validation settled.</param>
/// <param name="DeadLetteredAt">The time when the service handed the callback over.</param>
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
    // The encoder escapes as little as possible, because the body is JSON inside JSON and a message has a bound.
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

    /// <summary>The letter as JSON, in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json.DeadLetter);

    /// <summary>Shows ids only, because the string may reach a log.</summary>
    public override string ToString() => $"{ValidationId} {WebhookId}";
}

[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
