using System.Globalization;

namespace AccountValidation.Contract.Tests;

public sealed class SignatureTests(ContractTarget target)
{
    [Fact]
    public async Task Callback_EveryAttempt_IsSignedWithEverySecretAfresh()
    {
        var inbox = target.Receiver.Open(500, new Reply(500) { RetryAfter = TimeSpan.FromSeconds(2) }, 204);
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request(inbox.Url));
        await target.Api.CallbackAsync(id, "DELIVERED");

        var deliveries = await inbox.WaitForAsync(3);

        Assert.All(deliveries, ExpectSigned);
        Assert.Single(deliveries.Select(delivery => delivery.Id).Distinct());
        Assert.Single(deliveries.Select(delivery => delivery.Text).Distinct());
        Assert.NotEqual(deliveries[0].Timestamp, deliveries[2].Timestamp);
        Assert.NotEqual(deliveries[0].Signatures, deliveries[2].Signatures);
    }

    [Fact]
    public async Task Callback_Id_BelongsToOneValidationAndHasNoDot()
    {
        var inbox = target.Receiver.Open();
        await target.Api.AcceptAsync(TestAccount.Of("active").Request(inbox.Url));
        await target.Api.AcceptAsync(TestAccount.Of("active").Request(inbox.Url));

        var deliveries = await inbox.WaitForAsync(2);

        Assert.Equal(2, deliveries.Select(delivery => delivery.Id).Distinct().Count());
        Assert.All(deliveries, delivery => Assert.DoesNotContain('.', delivery.Id));
    }

    [Fact]
    public async Task Callback_BodyChanged_NoLongerVerifies()
    {
        var inbox = target.Receiver.Open();
        await target.Api.AcceptAsync(TestAccount.Of("failure").Request(inbox.Url));

        var delivery = Assert.Single(await inbox.WaitForAsync(1));
        var forged = System.Text.Encoding.UTF8.GetBytes(
            delivery.Text.Replace("failure", "active", StringComparison.OrdinalIgnoreCase));

        Assert.False(
            WebhookVerifier.Verifies(target.Secrets[0], delivery.Id, delivery.Timestamp, delivery.Signatures, forged));
    }

    private void ExpectSigned(Delivery delivery)
    {
        Assert.All(target.Secrets, secret =>
            Assert.True(delivery.IsSignedWith(secret), $"{delivery.Signatures} lacks one secret's signature."));
        Assert.Equal(target.Secrets.Count, delivery.Signatures.Split(' ').Length);
        var signedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(delivery.Timestamp, CultureInfo.InvariantCulture));
        Assert.InRange(delivery.At - signedAt, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(4));
    }
}
