namespace AccountValidation.KillHarness.Receivers;

/// <summary>One attempt to deliver a callback that arrived.</summary>
/// <param name="ValidationId"><c>data.id</c> of the body.</param>
/// <param name="WebhookId">Its header.</param>
/// <param name="Digest">SHA-256 of the body's bytes.</param>
/// <param name="Type"><c>type</c> of the body.</param>
/// <param name="Status"><c>data.status</c> of the body.</param>
/// <param name="Answer">What the receiver answered; null for nothing.</param>
/// <param name="Fault">What is wrong with its signature; null when nothing is.</param>
internal sealed record Delivery(
    string ValidationId, string WebhookId, string Digest, string Type, string Status, int? Answer, string? Fault)
{
    public bool IsAccepted => Answer is >= 200 and < 300;
}
