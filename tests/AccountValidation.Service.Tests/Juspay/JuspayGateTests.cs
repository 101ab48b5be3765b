using System.Threading.Channels;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>The limits that every call passes first.</summary>
public sealed class JuspayGateTests : IDisposable
{
    private static readonly JuspayReply Fine = new JuspayReply.Refused(404, null);

    private JuspayGate? _gate;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _gate?.Dispose();

    [Fact]
    public async Task RunAsync_MoreCallsThanAllowed_BeginInOrderAndNeverTooMany()
    {
        const int Calls = 20;
        const int Allowed = 3;
        var gate = GateOf(new() { MaxConcurrentCalls = Allowed });
        var begun = Channel.CreateUnbounded<int>();
        var ends = Enumerable
            .Range(0, Calls)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToArray();
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
    public async Task RunAsync_CallThrows_PassesItOn()
    {
        var gate = GateOf(new());

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            gate.RunAsync(_ => throw new InvalidDataException(), Token));
    }

    private JuspayGate GateOf(JuspaySettings settings) => _gate = new(settings, new FakeTimeProvider(Samples.Now));
}
