using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;
using AccountValidation.Service.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Steps;

/// <summary>The wall clock has left the clock of the process: what others read goes by the wall clock.</summary>
public sealed class WallClockTests
{
    private static readonly DateTimeOffset RealTime = Samples.Now.AddHours(73);

    private readonly FakeTimeProvider _wall = new(RealTime);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeliverCallback_IsSignedAtTheRealTime()
    {
        await using var receiver = await HttpServer.AnsweringAsync(204);
        await using var wiring = Wired(receiver.Address);

        await ExecuteAsync(
            wiring, Samples.Settled(wiring.Settings, receiver.Address + "hooks"), new Step.DeliverCallback(1));

        Assert.Equal(
            RealTime.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            Assert.Single(receiver.Received).Header("webhook-timestamp"));
    }

    [Fact]
    public async Task DeliverCallback_ReceiverNamesADate_IsThatFarFromTheRealTime()
    {
        await using var receiver = await HttpServer.AnsweringAsync(
            503, headers: ("Retry-After", RealTime.AddSeconds(40).ToString("r")));
        await using var wiring = Wired(receiver.Address);

        var outcome = await ExecuteAsync(
            wiring, Samples.Settled(wiring.Settings, receiver.Address + "hooks"), new Step.DeliverCallback(1));

        Assert.Equal(TimeSpan.FromSeconds(40), Assert.IsType<Outcome.CallbackAttempted>(outcome).Answer.RetryAfter);
    }

    [Fact]
    public async Task Check_JuspayNamesADate_IsThatFarFromTheRealTime()
    {
        await using var server = await HttpServer.AnsweringAsync(
            503, headers: ("Retry-After", RealTime.AddSeconds(40).ToString("r")));
        await using var wiring = Wired(server.Address);

        var outcome = Assert.IsType<Outcome.Checked>(
            await ExecuteAsync(wiring, Samples.DueToPay(wiring.Settings), new Step.Check()));

        Assert.Equal(TimeSpan.FromSeconds(40), Assert.IsType<JuspayReply.Unclear>(outcome.Reply).RetryAfter);
        Assert.Equal(Samples.Now, outcome.StartedAt);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 0)]
    public async Task DropPenny_OnlyTheWallClockMoves_IsSentOnlyWhileItsCheckIsFresh(int seconds, int sent)
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = Wired(server.Address);
        var journal = new MemoryJournal(wiring.Clock)
        {
            AfterRecording = () => _wall.Advance(TimeSpan.FromSeconds(seconds)),
        };

        await ExecuteAsync(wiring, Samples.DueToPay(wiring.Settings), new Step.DropPenny(1), journal);

        Assert.Equal(sent, server.PennyDrops.Count());
    }

    private static Task<Outcome> ExecuteAsync(
        Wiring wiring,
        Validation validation,
        Step step,
        MemoryJournal? journal = null
    ) => wiring.Get<StepExecutor>().ExecuteAsync(validation, step, journal ?? new(wiring.Clock), Token).InTime();

    private Wiring Wired(Uri server) => new(server, services => services.AddSingleton(new WallClock(_wall)));
}
