using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AccountValidation.Service.Callbacks;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.Service.Tests.Queues;

/// <summary>Callbacks that were given up, in their queue on Azurite.</summary>
public sealed class DeadLetterQueueTests(AzuriteFixture azurite)
{
    private const string Url = "https://onboarding.example/hooks";

    [Fact]
    public async Task Send_GivenUp_IsInTheQueueAsBase64()
    {
        await using var queues = await QueueWiring.StartAsync(azurite);
        var validation = Samples.Settled(Samples.Settings(new("http://127.0.0.1/")), Url);

        Assert.True(
            await queues.Get<IDeadLetters>().SendAsync(validation, TestContext.Current.CancellationToken).InTime());

        var text = Assert.Single(await queues.Server.Queue(queues.Settings.CallbackDeadLetters).TextsAsync());
        var letter = JsonNode.Parse(Convert.FromBase64String(text))!;
        Assert.Equal(
            (validation.Id, "2026-11-22T10:00:00Z"),
            ((string?)letter["validationId"], (string?)letter["deadLetteredAt"]));
        Assert.Contains(validation.Id, Assert.Single(queues.Logs.Lines).Text, StringComparison.Ordinal);

        // What an operator's script sends later is what a receiver verifies.
        var secret = Samples.Secret;
        var payload = new CallbackPayload(
            new((string)letter["url"]!), (string)letter["webhookId"]!, Encoding.UTF8.GetBytes((string)letter["body"]!));
        var signed = payload.Sign([secret], Samples.Now);
        var expected = HMACSHA256.HashData(
            secret.Key,
            Encoding.UTF8.GetBytes($"{validation.Callback!.MessageId}.{signed.Timestamp}.{validation.Callback.Body}"));
        Assert.Equal("v1," + Convert.ToBase64String(expected), signed.Signature);
    }

    [Fact]
    public async Task Send_StorageRefuses_IsToBeTriedAgain()
    {
        var server = await azurite.ServerAsync();
        await using var queues = QueueWiring.To(
            AzuriteServer.ConnectionStringTo(server.Port, Convert.ToBase64String("another"u8)), azurite.NewName());
        var validation = Samples.Settled(Samples.Settings(new("http://127.0.0.1/")), Url);

        Assert.False(
            await queues.Get<IDeadLetters>().SendAsync(validation, TestContext.Current.CancellationToken).InTime());

        Assert.Equal(0, await server.Queue(queues.Settings.CallbackDeadLetters).CountAsync());
    }

    [Fact]
    public async Task Send_NoQueues_HasNowhereToHandItTo()
    {
        await using var wiring = new Wiring(new Uri("http://127.0.0.1/"));
        var validation = Samples.Settled(wiring.Settings, Url);

        Assert.True(await wiring.Get<IDeadLetters>().SendAsync(validation, TestContext.Current.CancellationToken));
    }
}
