using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>
/// The rate limit: whoever waits is served in his turn, and no permit is wasted on a call that is not made.
/// </summary>
public sealed class CallRateTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(Samples.Now);
    private JuspayGate? _gate;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _gate?.Dispose();

    [Fact]
    public void Enter_SinglesAndPairs_AreServedInOrderAtTheRateOfTheirCalls() =>
        Assert.Equal([0, 400, 600, 1000, 1400], ServedAt(GateOf(callsPerSecond: 5), 2, 1, 2, 2, 1));

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(500)]
    public void Enter_AnyRate_ServesEveryPair(double callsPerSecond)
    {
        var servedAt = ServedAt(GateOf(callsPerSecond), 2, 2, 2, 2, 2);

        Assert.Equal(4 * 2 / callsPerSecond * 1000, servedAt[^1], tolerance: 25);
        Assert.Equal(servedAt.Order(), servedAt);
    }

    [Fact]
    public async Task Enter_CallsThatWereNotMade_AreFreeForOthers()
    {
        var gate = GateOf(callsPerSecond: 1);
        var permit = await gate.EnterAsync(calls: 2, isBulk: false, Token);
        permit.Use();
        permit.Dispose();

        Assert.Equal([1000], ServedAt(gate, 1));
    }

    [Fact]
    public async Task Enter_HeadGivesUp_OthersAreServed()
    {
        var gate = GateOf(callsPerSecond: null, maxConcurrent: 1);
        var holder = await gate.EnterAsync(calls: 1, isBulk: false, Token);
        using var callers = new CancellationTokenSource();
        var (head, next) = (
            gate.EnterAsync(calls: 1, isBulk: false, callers.Token), gate.EnterAsync(calls: 1, isBulk: false, Token));

        await callers.CancelAsync();
        holder.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => head.InTime());
        (await next.InTime()).Dispose();
    }

    [Fact]
    public async Task Permit_MoreCallsThanItHas_Throws()
    {
        using var permit = await GateOf(callsPerSecond: null).EnterAsync(calls: 1, isBulk: false, Token);
        permit.Use();

        Assert.Throws<InvalidOperationException>(permit.Use);
    }

    [Fact]
    public async Task Permit_DisposedTwice_IsReturnedOnce()
    {
        var gate = GateOf(callsPerSecond: null, maxConcurrent: 1);
        var first = await gate.EnterAsync(calls: 1, isBulk: false, Token);
        first.Dispose();
        first.Dispose();

        var second = await gate.EnterAsync(calls: 1, isBulk: false, Token).InTime();

        Assert.False(gate.EnterAsync(calls: 1, isBulk: false, Token).IsCompleted);
        second.Dispose();
    }

    private JuspayGate GateOf(double? callsPerSecond, int maxConcurrent = 64) =>
        _gate = new(new() { CallsPerSecond = callsPerSecond, MaxConcurrentCalls = maxConcurrent }, _clock);

    // In milliseconds from now. Each that is served makes its calls and gives its permit back.
    private List<double> ServedAt(JuspayGate gate, params ReadOnlySpan<int> calls)
    {
        var began = _clock.GetTimestamp();
        var servedAt = new List<double>();
        var pump = new Pump();
        foreach (var number in calls)
        {
            pump.Begin(async () =>
            {
                using var permit = await gate.EnterAsync(number, isBulk: false, Token);
                servedAt.Add(_clock.GetElapsedTime(began).TotalMilliseconds);
                for (var call = 0; call < number; call++)
                {
                    permit.Use();
                }
            });
        }

        for (var step = 0; servedAt.Count < calls.Length; step++)
        {
            Assert.True(step < 1_000_000, "Nobody is served.");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            pump.Drain();
        }

        return servedAt;
    }
}
