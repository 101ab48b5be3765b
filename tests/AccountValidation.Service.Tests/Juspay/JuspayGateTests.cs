using System.Collections.Concurrent;
using System.Threading.Channels;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>The limits that every call passes first.</summary>
public sealed class JuspayGateTests
{
    private static readonly JuspayReply Fine = new JuspayReply.Refused(404, null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_MoreCallsThanAllowed_BeginInOrderAndNeverTooMany()
    {
        const int Calls = 20;
        const int Allowed = 3;
        using var gate = GateOf(new() { MaxConcurrentCalls = Allowed });
        var begun = Channel.CreateUnbounded<int>();
        var ends = Enumerable.Range(0, Calls).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var (running, most) = (0, 0);

        var calls = Enumerable.Range(0, Calls).Select(number => gate.RunAsync(
            async _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                begun.Writer.TryWrite(number);
                await ends[number].Task;
                Interlocked.Decrement(ref running);
                return Fine;
            },
            Token)).ToArray();
        for (var number = 0; number < Calls; number++)
        {
            Assert.Equal(number, await begun.Reader.ReadAsync(Token).AsTask().InTime());
            if (number >= Allowed - 1)
            {
                Assert.False(begun.Reader.TryPeek(out var early), $"Call {early} began too early.");
                ends[number - Allowed + 1].SetResult();
            }
        }

        Array.ForEach(ends, end => end.TrySetResult());
        await Task.WhenAll(calls).InTime();
        Assert.Equal(Allowed, most);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileItWaits_IsNeverMade()
    {
        using var gate = GateOf(new() { MaxConcurrentCalls = 1 });
        var end = new TaskCompletionSource<JuspayReply>();
        var first = gate.RunAsync(_ => end.Task, Token);
        using var callers = new CancellationTokenSource();
        var made = false;

        var second = gate.RunAsync(
            _ =>
            {
                made = true;
                return Task.FromResult(Fine);
            },
            callers.Token);
        await callers.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.InTime());
        end.SetResult(Fine);
        Assert.Equal(Fine, await first.InTime());
        Assert.False(made);
        Assert.Equal(Fine, await gate.RunAsync(_ => Task.FromResult(Fine), Token).InTime());
    }

    [Fact]
    public async Task RunAsync_RateLimited_SpreadsTheCallsInOrder()
    {
        var began = TimeProvider.System.GetTimestamp();
        using var gate = GateOf(new() { CallsPerSecond = 20 });
        var order = new ConcurrentQueue<int>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => gate.RunAsync(
            _ =>
            {
                order.Enqueue(number);
                return Task.FromResult(Fine);
            },
            Token))).InTime();

        // Six calls wait for five periods of 50 ms; a timer may be a little early.
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(200));
        Assert.Equal(Enumerable.Range(0, 6), order);
    }

    [Fact]
    public async Task RunAsync_CallThrows_PassesItOn()
    {
        using var gate = GateOf(new());

        await Assert.ThrowsAsync<InvalidDataException>(() => gate.RunAsync(_ => throw new InvalidDataException(), Token));
    }

    private static JuspayGate GateOf(JuspaySettings settings) => new(settings, new FakeTimeProvider(Samples.Now));
}
