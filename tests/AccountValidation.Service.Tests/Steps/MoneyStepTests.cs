using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Steps;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Steps;

/// <summary>The money step: permits, then the intent, then the penny, and never twice.</summary>
public sealed class MoneyStepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ValidateAccount_PennyReachesJuspay_IntentIsRecordedBefore()
    {
        MemoryJournal? journal = null;
        var entriesAtArrival = -1;
        await using var server = await HttpServer.StartAsync((context, _) =>
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
        Assert.Equal("POST", Assert.Single(server.Received).Method);
    }

    [Fact]
    public async Task ValidateAccount_CircuitIsOpen_LeavesNoIntent()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock);
        for (var call = 0; call < 20; call++)
        {
            await wiring.Get<JuspayGate>().RunAsync(_ => Task.FromResult<JuspayReply>(new JuspayReply.Unclear(ReplyCauses.TimeOut)), Token);
        }

        var outcome = await ExecuteAsync(wiring, journal);

        Assert.Equal(new Outcome.PennyDropEnded(null, new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, TimeSpan.FromSeconds(10))), outcome);
        Assert.Empty(journal.Entries);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task ValidateAccount_WaitsForAPermit_RecordsTheIntentOnlyThen()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        var settings = Samples.Settings(server.Address);
        await using var wiring = new Wiring(settings with { Juspay = settings.Juspay with { MaxConcurrentCalls = 1 } });
        var journal = new MemoryJournal(wiring.Clock);
        var other = new TaskCompletionSource<JuspayReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var holdsThePermit = wiring.Get<JuspayGate>().RunAsync(_ => other.Task, Token);

        var money = ExecuteAsync(wiring, journal);
        Assert.Empty(journal.Entries);
        wiring.Clock.Advance(TimeSpan.FromMinutes(5));
        other.SetResult(new JuspayReply.Refused(404, null));
        await holdsThePermit.InTime();

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(await money);
        Assert.Equal(Samples.Now.AddMinutes(5), outcome.IntentAt);
        Assert.IsType<JuspayReply.Answered>(outcome.Reply);
    }

    [Fact]
    public async Task ValidateAccount_BegunBeforeAndNotFinished_IsNotSentAndInterrupted()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock).With(1, new(Samples.Now.AddMinutes(-1), Reply: null));

        var outcome = await ExecuteAsync(wiring, journal);

        Assert.Equal(new Outcome.PennyDropEnded(Samples.Now.AddMinutes(-1), new JuspayReply.Unclear(ReplyCauses.Interrupted)), outcome);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task ValidateAccount_FinishedBefore_IsNotSentAndHasTheRecordedReply()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var recorded = new JuspayReply.Refused(404, "unknown_account");
        var journal = new MemoryJournal(wiring.Clock).With(1, new(Samples.Now.AddMinutes(-1), recorded));

        Assert.Equal(new Outcome.PennyDropEnded(Samples.Now.AddMinutes(-1), recorded), await ExecuteAsync(wiring, journal));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task ValidateAccount_ValidationHasMovedOn_IsOvertakenAndNotSent()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock) { IsOvertaken = true };

        Assert.IsType<Outcome.Overtaken>(await ExecuteAsync(wiring, journal));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task ValidateAccount_ExecutedManyTimesAtOnce_IsSentOnce()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => ExecuteAsync(wiring, journal), Token)));

        Assert.Single(server.Received);
        Assert.Single(outcomes, outcome => outcome is Outcome.PennyDropEnded { Reply: JuspayReply.Answered });
        Assert.All(outcomes, outcome => Assert.True(
            outcome is Outcome.Overtaken or Outcome.PennyDropEnded { Reply: JuspayReply.Answered or JuspayReply.Unclear { Cause: ReplyCauses.Interrupted } }));
    }

    [Fact]
    public async Task ValidateAccount_JournalTakesLongerThanTheTimeOut_IsNotSent()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock) { AfterRecording = () => wiring.Clock.Advance(TimeSpan.FromSeconds(30)) };

        var outcome = await ExecuteAsync(wiring, journal);

        Assert.Equal(new Outcome.PennyDropEnded(Samples.Now, new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver)), outcome);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task ValidateAccount_JournalTakesLong_ShortensTheWaitForTheAnswer()
    {
        await using var server = await HttpServer.SilentAsync();
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock) { AfterRecording = () => wiring.Clock.Advance(TimeSpan.FromSeconds(20)) };

        var money = ExecuteAsync(wiring, journal);
        await server.ArrivalAsync();
        wiring.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new Outcome.PennyDropEnded(Samples.Now, new JuspayReply.Unclear(ReplyCauses.TimeOut)), await money);
    }

    [Fact]
    public async Task ValidateAccount_JournalFails_ThrowsAndSendsNothing()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock) { AfterRecording = () => throw new IOException("The disk is full.") };

        await Assert.ThrowsAsync<IOException>(() => ExecuteAsync(wiring, journal));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task ValidateAccount_PennyWasSent_CompletesTheJournalWithItsReply()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock);

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(await ExecuteAsync(wiring, journal));

        Assert.Equal((1, outcome.Reply), Assert.Single(journal.Completed.Select(completed => (completed.Key, completed.Value))));
        Assert.Null(outcome.Baseline);
    }

    [Fact]
    public async Task ValidateAccount_IntentCameTooLateToSend_CompletesTheJournalAllTheSame()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock) { AfterRecording = () => wiring.Clock.Advance(TimeSpan.FromSeconds(30)) };

        await ExecuteAsync(wiring, journal);

        Assert.Equal(new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver), journal.Completed[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ValidateAccount_NothingWasBegun_LeavesTheJournalAlone(bool overtaken)
    {
        await using var wiring = new Wiring(new Uri("http://127.0.0.1/"));
        var journal = new MemoryJournal(wiring.Clock) { IsOvertaken = overtaken };
        for (var call = 0; call < 20 && !overtaken; call++)
        {
            await wiring.Get<JuspayGate>().RunAsync(_ => Task.FromResult<JuspayReply>(new JuspayReply.Unclear(ReplyCauses.TimeOut)), Token);
        }

        await ExecuteAsync(wiring, journal);

        Assert.Empty(journal.Completed);
    }

    [Fact]
    public async Task ValidateAccount_BegunBefore_PassesItsBaselineOnAndCompletesNothing()
    {
        await using var wiring = new Wiring(new Uri("http://127.0.0.1/"));
        var baseline = new Baseline(AccountStatus.Failure, Samples.Now.AddDays(-1));
        var journal = new MemoryJournal(wiring.Clock).With(1, new(Samples.Now, Reply: null, baseline));

        Assert.Equal(new Outcome.PennyDropEnded(Samples.Now, new JuspayReply.Unclear(ReplyCauses.Interrupted), baseline), await ExecuteAsync(wiring, journal));
        Assert.Empty(journal.Completed);
    }

    private static Task<Outcome> ExecuteAsync(Wiring wiring, MemoryJournal journal) => wiring.Get<StepExecutor>()
        .ExecuteAsync(Samples.DueToPay(wiring.Settings), new Step.DropPenny(1), journal, Token)
        .InTime();
}
