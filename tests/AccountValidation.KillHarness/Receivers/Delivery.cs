namespace AccountValidation.KillHarness.Receivers;

/// <summary>A delivery attempt that reached a receiver.</summary>
/// <param name="ValidationId"><c>data.id</c> of the body.</param>
/// <param name="WebhookId">The header <c>webhook-id</c>.</param>
/// <param name="Digest">SHA-256 of the body's bytes.</param>
/// <param name="Type"><c>type</c> of the body.</param>
/// <param name="Status"><c>data.status</c> of the body.</param>
/// <param name="Answer">The receiver's HTTP status; null without a response.</param>
/// <param name="Fault">The fault of the signature; null when valid.</param>
internal sealed record Delivery(
    string ValidationId, string WebhookId, string Digest, string Type, string Status, int? Answer, string? Fault)
{
    public bool IsAccepted => Answer is >= 200 and < 300;
}
