using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Steps;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Steps;

/// <summary>
/// The pair of check and penny drop: a permit for both, the check, the intent, the penny, and never twice.
/// </summary>
public sealed class DropPennyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DropPenny_PennyReachesJuspay_IntentIsRecordedBefore()
    {
        MemoryJournal? journal = null;
        var entriesAtArrival = -1;
        await using var server = await HttpServer.JuspayAsync(context =>
        {
            entriesAtArrival = journal?.Entries.Count ?? -1;
            return context.Response.WriteAsync(Samples.ActiveBody, context.RequestAborted);
        });
        await using var wiring = new Wiring(server.Address);
        journal = new(wiring.Clock);

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(await ExecuteAsync(wiring, journal));

        Assert.Equal(1, entriesAtArrival);
        Assert.Equal(Samples.Now, outcome.IntentAt);
        Assert.IsType<JuspayReply.Answered>(outcome.Reply);
        Assert.Equal(["GET", "POST"], server.Received.Select(request => request.Method));
    }

    [Fact]
    public async Task DropPenny_CircuitIsOpen_IsAFailedCheckWithoutAnIntent()
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock);
        await OpenCircuitAsync(wiring);

        var outcome = await ExecuteAsync(wiring, journal);

        Assert.Equal(
            new Outcome.Checked(
                Samples.Now,
                new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, TimeSpan.FromSeconds(10)),
                new(server.Address.AbsoluteUri, null)),
            outcome);
        Assert.Empty(journal.Entries);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task DropPenny_CircuitOpensAfterTheCheck_LeavesNoIntentAndReportsTheCheck()
    {
        Wiring? opened = null;
        await using var server = await HttpServer.StartAsync(async (context, request) =>
        {
            await OpenCircuitAsync(opened!);
            await context.Response.WriteAsync(Samples.CreatedBody, context.RequestAborted);
        });
        await using var wiring = new Wiring(server.Address);
        opened = wiring;
        var journal = new MemoryJournal(wiring.Clock);

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(await ExecuteAsync(wiring, journal));

        Assert.Null(outcome.IntentAt);
        Assert.Equal(ReplyCauses.CircuitOpen, Assert.IsType<JuspayReply.NotAccepted>(outcome.Reply).Cause);
        Assert.IsType<JuspayReply.Answered>(outcome.Check?.Reply);
        Assert.Empty(journal.Entries);
        Assert.Empty(server.PennyDrops);
    }

    [Theory]
    [InlineData(200, """{ "validation_status": "PENDING" }""")]
    [InlineData(200, """{ "validation_status": "ACTIVE", "last_validated": "2026-11-21T10:00:00Z" }""")]
    [InlineData(200, "no answer")]
    [InlineData(404, """{ "status": "error", "error_code": "not_found" }""")]
    [InlineData(401, """{ "status": "error", "error_code": "access_denied" }""")]
    [InlineData(429, "{}")]
    [InlineData(503, "")]
    public async Task DropPenny_CheckDoesNotAllowIt_IsTheCheckAloneAndLeavesNoIntent(int status, string body)
    {
        await using var server = await HttpServer.AnsweringAsync(status, body);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock);

        Assert.IsType<Outcome.Checked>(await ExecuteAsync(wiring, journal));

        Assert.Empty(journal.Entries);
        Assert.Equal("GET", Assert.Single(server.Received).Method);
    }

    [Fact]
    public async Task DropPenny_WaitsForAPermit_ChecksOnlyThen()
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        var settings = Samples.Settings(server.Address);
        await using var wiring = new Wiring(settings with { Juspay = settings.Juspay with { MaxConcurrentCalls = 1 } });
        var journal = new MemoryJournal(wiring.Clock);
        var other = new TaskCompletionSource<JuspayReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var holdsThePermit = wiring.Get<JuspayGate>().RunAsync(_ => other.Task, Token);

        var money = ExecuteAsync(wiring, journal);
        Assert.Empty(server.Received);
        wiring.Clock.Advance(TimeSpan.FromMinutes(5));
        other.SetResult(new JuspayReply.Refused(404, null));
        await holdsThePermit.InTime();

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(await money);
        Assert.Equal(Samples.Now.AddMinutes(5), outcome.Check?.StartedAt);
        Assert.Equal(Samples.Now.AddMinutes(5), outcome.IntentAt);
        Assert.IsType<JuspayReply.Answered>(outcome.Reply);
    }

    [Fact]
    public async Task DropPenny_BegunBeforeAndNotFinished_IsNotSentAndInterrupted()
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock).With(1, new(Samples.Now.AddMinutes(-1), Reply: null));

        var outcome = await ExecuteAsync(wiring, journal);

        Assert.Equal(
            new Outcome.PennyDropEnded(Samples.Now.AddMinutes(-1), new JuspayReply.Unclear(ReplyCauses.Interrupted)),
            outcome);
        Assert.Empty(server.PennyDrops);
    }

    [Fact]
    public async Task DropPenny_FinishedBefore_IsNotSentAndHasTheRecordedReply()
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var recorded = new JuspayReply.Refused(404, "unknown_account");
        var journal = new MemoryJournal(wiring.Clock).With(1, new(Samples.Now.AddMinutes(-1), recorded));

        Assert.Equal(
            new Outcome.PennyDropEnded(Samples.Now.AddMinutes(-1), recorded), await ExecuteAsync(wiring, journal));
        Assert.Empty(server.PennyDrops);
    }

    [Fact]
    public async Task DropPenny_ValidationHasMovedOn_IsTheCheckAloneAndNotSent()
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock) { IsOvertaken = true };

        Assert.IsType<Outcome.Checked>(await ExecuteAsync(wiring, journal));
        Assert.Empty(server.PennyDrops);
    }

    [Fact]
    public async Task DropPenny_ExecutedManyTimesAtOnce_IsSentOnce()
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => Task.Run(() => ExecuteAsync(wiring, journal), Token)));

        Assert.Single(server.PennyDrops);
        Assert.Single(outcomes, outcome => outcome is Outcome.PennyDropEnded { Reply: JuspayReply.Answered });
        Assert.All(outcomes, outcome =>
            Assert.True(
                outcome
                    is Outcome.Checked
                        or Outcome.PennyDropEnded
                    {
                        Reply: JuspayReply.Answered or JuspayReply.Unclear { Cause: ReplyCauses.Interrupted }
                    }));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(30.001, 0)]
    [InlineData(-30, 0)]
    [InlineData(86_400, 0)]
    public async Task DropPenny_JournalTakesLong_IsSentOnlyWhileItsCheckIsFresh(double seconds, int sent)
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock) { AfterRecording = () => Pass(wiring.Clock, seconds) };

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(await ExecuteAsync(wiring, journal));

        Assert.Equal(sent, server.PennyDrops.Count());
        Assert.Equal(sent == 0, outcome.Reply == new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver));
        Assert.Equal(outcome.Reply, journal.Completed[1]);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(30.001, 0)]
    [InlineData(86_400, 0)]
    public async Task DropPenny_MachineIsPausedWhileTheCheckIsAnswered_IsSentOnlyWhileItsCheckIsFresh(
        double seconds, int sent)
    {
        // The answer lay in its socket meanwhile. The stopwatch stood, so that the time-out of the check was never
        // over.
        Wiring? paused = null;
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(
            Samples.Settings(server.Address),
            services => services.AddHttpClient(nameof(JuspayClient)).AddHttpMessageHandler(
                () => new LateToRead(() => paused!.Clock.AdjustTime(paused.Clock.GetUtcNow().AddSeconds(seconds)))));
        paused = wiring;

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(
            await ExecuteAsync(wiring, new MemoryJournal(wiring.Clock)));

        Assert.Equal(sent, server.PennyDrops.Count());
        Assert.Equal(sent == 0, outcome.Reply == new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver));
    }

    [Fact]
    public async Task DropPenny_ConnectionStandsOnlyWhenTheCheckIsOld_IsNotSent()
    {
        // The check's connection is closed, so that the penny drop needs one of its own; while that is made, time
        // passes.
        Wiring? slow = null;
        await using var server = await HttpServer.StartAsync(
            (context, request) =>
            {
                context.Response.Headers.Connection = "close";
                return context.Response.WriteAsync(
                    request.Method == "GET" ? Samples.CreatedBody : Samples.ActiveBody, context.RequestAborted);
            });
        await using var wiring = new Wiring(Samples.Settings(server.Address), services =>
            services
                .AddHttpClient(nameof(JuspayClient))
                .AddHttpMessageHandler(() => new SlowToBegin(() => slow!.Clock.Advance(TimeSpan.FromSeconds(11)))));
        slow = wiring;
        var journal = new MemoryJournal(wiring.Clock)
        {
            AfterRecording = () => wiring.Clock.Advance(TimeSpan.FromSeconds(20)),
        };

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(await ExecuteAsync(wiring, journal));

        Assert.Equal(new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver), outcome.Reply);
        Assert.Empty(server.PennyDrops);
    }

    [Fact]
    public async Task DropPenny_JournalFails_ThrowsAndSendsNothing()
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock)
        {
            AfterRecording = () => throw new IOException("The disk is full."),
        };

        await Assert.ThrowsAsync<IOException>(() => ExecuteAsync(wiring, journal));
        Assert.Empty(server.PennyDrops);
    }

    [Fact]
    public async Task DropPenny_PennyWasSent_CompletesTheJournalWithItsReply()
    {
        await using var server = await HttpServer.JuspayAsync(Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock);

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(await ExecuteAsync(wiring, journal));

        Assert.Equal(
            (1, outcome.Reply), Assert.Single(journal.Completed.Select(completed => (completed.Key, completed.Value))));
        Assert.Equal(new Baseline(AccountStatus.Created, LastValidated: null), outcome.Baseline);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DropPenny_NothingWasBegun_LeavesTheJournalAlone(bool overtaken)
    {
        await using var wiring = new Wiring(new Uri("http://127.0.0.1/"));
        var journal = new MemoryJournal(wiring.Clock) { IsOvertaken = overtaken };
        if (!overtaken)
        {
            await OpenCircuitAsync(wiring);
        }

        await ExecuteAsync(wiring, journal);

        Assert.Empty(journal.Completed);
    }

    [Fact]
    public async Task DropPenny_BegunBefore_PassesItsBaselineOnAndCompletesNothing()
    {
        await using var wiring = new Wiring(new Uri("http://127.0.0.1/"));
        var baseline = new Baseline(AccountStatus.Failure, Samples.Now.AddDays(-1));
        var journal = new MemoryJournal(wiring.Clock).With(1, new(Samples.Now, Reply: null, baseline));

        Assert.Equal(
            new Outcome.PennyDropEnded(Samples.Now, new JuspayReply.Unclear(ReplyCauses.Interrupted), baseline),
            await ExecuteAsync(wiring, journal));
        Assert.Empty(journal.Completed);
    }

    private static async Task OpenCircuitAsync(Wiring wiring)
    {
        for (var call = 0; call < 20; call++)
        {
            await wiring
                .Get<JuspayGate>()
                .RunAsync(_ => Task.FromResult<JuspayReply>(new JuspayReply.Unclear(ReplyCauses.TimeOut)), Token);
        }
    }

    private static void Pass(FakeTimeProvider clock, double seconds)
    {
        if (seconds > 0)
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }
        else
        {
            clock.AdjustTime(clock.GetUtcNow().AddSeconds(seconds).AddTicks(-1)); // the wall clock alone goes back
        }
    }

    private static Task<Outcome> ExecuteAsync(Wiring wiring, MemoryJournal journal) => wiring.Get<StepExecutor>()
        .ExecuteAsync(Samples.DueToPay(wiring.Settings), new Step.DropPenny(1), journal, Token)
        .InTime();

    private sealed class LateToRead(Action pass) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Get)
            {
                pass();
            }

            return response;
        }
    }

    private sealed class SlowToBegin(Action pass) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post)
            {
                pass();
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
