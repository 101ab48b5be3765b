using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Intake;

/// <summary>
/// Writes the dead letter of a correct start request that its account does not allow now. The letter holds the reason
/// and the request, so that somebody can queue the request again later.
/// </summary>
internal static class IntakeLetter
{
    /// <summary>The letter; null when the account was not the reason for a refusal.</summary>
    /// <param name="messageId">The id of the message that held the request.</param>
    /// <param name="request">The start request, which the caller has read successfully.</param>
    /// <param name="result">The result of the start.</param>
    public static BinaryData? Of(string messageId, ReadOnlyMemory<byte> request, StartResult result) =>
        result switch
        {
            StartResult.AccountBusy busy => Write(
                messageId,
                request,
                new()
                {
                    ["code"] = "account-busy",
                    ["message"] =
                        $"Validation {busy.ValidationId} of the same customer account has not settled yet. Send the "
                        + $"request again when it has.",
                    ["validationId"] = busy.ValidationId,
                }),
            StartResult.RoutingIdInUse other => Write(
                messageId,
                request,
                new()
                {
                    ["code"] = "routing-id-in-use",
                    ["message"] =
                        $"The account's calls have the routing id '{other.RoutingId}'. Send the request again "
                        + $"with that id, or without routingId.",
                }),
            _ => null,
        };

    private static BinaryData Write(string messageId, ReadOnlyMemory<byte> request, JsonObject reason)
    {
        var letter = new JsonObject
        {
            ["messageId"] = messageId,
            ["reason"] = reason,
            ["request"] = JsonNode.Parse(request.Span),
        };
        return new(letter.ToJsonString(JsonSerializerOptions.Web));
    }
}
