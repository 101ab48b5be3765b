using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Intake;

/// <summary>
/// The dead letter of a start request that is right, and that its account does not allow at the moment: why, and the
/// request as it was sent, to be put into the intake queue again when the reason is gone.
/// </summary>
internal static class IntakeLetter
{
    /// <summary>Writes the letter; null when the start was not refused for its account.</summary>
    /// <param name="messageId">The id of the message that held the request.</param>
    /// <param name="request">The request, which was read before.</param>
    /// <param name="result">What became of the start.</param>
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
                        $"The account's calls have the routing id '{other.RoutingId}'. Send the request again with "
                        + $"it, or without routingId.",
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
