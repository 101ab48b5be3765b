using AccountValidation.Service.Queues;
using AccountValidation.Tests.Azurite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Tests.Queues;

/// <summary>Queues as Azurite keeps them.</summary>
public sealed class QueueAccessTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Ensure_NothingIsThere_CreatesAllThree()
    {
        await using var queues = await QueueWiring.StartAsync(azurite);

        Assert.True(await queues.Access.EnsureAsync(Token).InTime());
        Assert.True(await queues.Access.EnsureAsync(Token).InTime());

        string[] names = [queues.Settings.Intake, queues.Settings.IntakePoison, queues.Settings.CallbackDeadLetters];
        Assert.All(names, name => Assert.True(queues.Server.Queue(name).Exists(Token)));
    }

    [Fact]
    public async Task Receive_QueueIsMissing_CreatesIt()
    {
        await using var queues = await QueueWiring.StartAsync(azurite);

        Assert.Empty(await ReceiveAsync(queues));

        Assert.True(await queues.Server.Queue(queues.Settings.Intake).ExistsAsync(Token));
    }

    [Fact]
    public async Task Send_QueueIsMissing_CreatesItAndTheTextStaysAsItIs()
    {
        const string Text = "{ \"a\": \"<&>\u00fc\u4f60\" }";
        await using var queues = await QueueWiring.StartAsync(azurite);

        var sent = Assert.IsType<QueueReply<string>.Done>(
            await queues.Access.Intake.SendAsync(BinaryData.FromString(Text), Token).InTime());

        var message = Assert.Single(await ReceiveAsync(queues));
        Assert.Equal((sent.Value, 1, Text), (message.Id, message.DequeueCount, message.Body.ToString()));
        Assert.Equal(sent.Value, message.ToString());
    }

    [Fact]
    public async Task Send_Message_NeverExpires()
    {
        await using var queues = await QueueWiring.StartAsync(azurite);

        await queues.Access.Intake.SendAsync(BinaryData.FromString("text"), Token).InTime();

        var message = (await queues.Server.Queue(queues.Settings.Intake).PeekMessageAsync(Token)).Value;
        Assert.Equal(9999, message.ExpiresOn!.Value.Year);
    }

    [Fact]
    public async Task Renew_Message_KeepsItsTextAndVoidsTheOldReceipt()
    {
        await using var queues = await QueueWiring.StartAsync(azurite);
        await queues.Access.Intake.SendAsync(BinaryData.FromString("text"), Token).InTime();
        var message = Assert.Single(await ReceiveAsync(queues));

        var renewed = Assert.IsType<QueueReply<string>.Done>(
            await queues.Access.Intake.RenewAsync(message.Id, message.Receipt, TimeSpan.Zero, Token).InTime());

        Assert.IsType<QueueReply<bool>.Gone>(
            await queues.Access.Intake.DeleteAsync(message.Id, message.Receipt, Token).InTime());
        var again = Assert.Single(await ReceiveAsync(queues));
        Assert.Equal((message.Id, 2, "text"), (again.Id, again.DequeueCount, again.Body.ToString()));
        Assert.IsType<QueueReply<string>.Gone>(
            await queues.Access.Intake.RenewAsync(message.Id, renewed.Value, LongEnough, Token).InTime());
        Assert.IsType<QueueReply<bool>.Done>(
            await queues.Access.Intake.DeleteAsync(again.Id, again.Receipt, Token).InTime());
        Assert.IsType<QueueReply<bool>.Gone>(
            await queues.Access.Intake.DeleteAsync(again.Id, again.Receipt, Token).InTime());
        Assert.Equal(0, await queues.Server.Queue(queues.Settings.Intake).CountAsync());
    }

    [Fact]
    public async Task Call_NobodyListens_IsLoggedOnceAndDegradesTheHealth()
    {
        await using var queues = QueueWiring.To(
            AzuriteServer.ConnectionStringTo(LoopbackServer.FreePort(), AzuriteServer.Key), azurite.NewName());

        Assert.IsType<QueueReply<IReadOnlyList<QueuedMessage>>.Unavailable>(
            await queues.Access.Intake.ReceiveAsync(1, LongEnough, Token).InTime());
        Assert.False(await queues.Access.EnsureAsync(Token).InTime());
        var (level, line) = Assert.Single(queues.Logs.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains($"{queues.Settings.Intake} cannot be used: connection_failed", line, StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Repeat("accountvalidation.queues.failures 1 cause=connection_failed", 2), queues.Metrics.Lines);
        Assert.Equal((HealthStatus.Degraded, true), await HealthAsync(queues));
    }

    [Fact]
    public async Task Call_WrongKey_IsLoggedWithoutSecretsAndForgottenWhenItWorks()
    {
        var server = await azurite.ServerAsync();
        var wrongKey = Convert.ToBase64String("s3cr3t of another account"u8);
        await using var queues = QueueWiring.To(
            AzuriteServer.ConnectionStringTo(server.Port, wrongKey), azurite.NewName());

        Assert.IsType<QueueReply<string>.Unavailable>(
            await queues.Access.Intake.SendAsync(BinaryData.FromString("text"), Token).InTime());

        var line = Assert.Single(queues.Logs.Lines).Text;
        Assert.Contains("http_403", line, StringComparison.Ordinal);
        Assert.DoesNotContain(wrongKey, line, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", line, StringComparison.Ordinal);
        Assert.Equal((HealthStatus.Degraded, true), await HealthAsync(queues));

        var right = new QueueAccess(server.Queue(queues.Settings.Intake), queues.Get<QueueMonitor>());
        Assert.True(await right.EnsureAsync(Token).InTime());
        Assert.Single(queues.Logs.Lines, logged => logged.Text.Contains("can be used again", StringComparison.Ordinal));
        Assert.Equal((HealthStatus.Healthy, false), await HealthAsync(queues));
    }

    [Fact]
    public async Task Call_CallerCancels_IsThrownAndNoFault()
    {
        await using var queues = await QueueWiring.StartAsync(azurite);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            queues.Access.Intake.ReceiveAsync(1, LongEnough, new(canceled: true)).InTime());

        Assert.Empty(queues.Logs.Lines);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(QueueWiring queues) =>
        Assert
            .IsType<QueueReply<IReadOnlyList<QueuedMessage>>.Done>(
                await queues.Access.Intake.ReceiveAsync(32, LongEnough, Token).InTime())
            .Value;

    private static async Task<(HealthStatus Status, bool NamesTheQueue)> HealthAsync(QueueWiring queues)
    {
        var report = await queues.Get<HealthCheckService>().CheckHealthAsync(Token);
        return (
            report.Entries["queues"].Status,
            report.Entries["queues"].Description?.Contains(queues.Settings.Intake, StringComparison.Ordinal) ?? false);
    }
}
