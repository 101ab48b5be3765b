using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Whose turn it is while live and bulk callers wait, and how much bulk ones may take.</summary>
public sealed class CallSharesTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new(Samples.Now);
    private readonly Pump _pump = new();
    private readonly List<CallPermit> _held = [];
    private readonly List<string> _served = [];
    private JuspayGate? _gate;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _gate?.Dispose();

    [Fact]
    public void Enter_BothWait_AreServedByTurnAndEachInItsOrder()
    {
        Begin(maxConcurrent: 1);
        Enter("b1", "b2", "b3", "b4", "l1", "l2", "l3");

        ServeAll();

        Assert.Equal(["b1", "l1", "b2", "l2", "b3", "l3", "b4"], _served);
    }

    [Theory]
    [InlineData(1999, "b1")]
    [InlineData(2000, "l2")]
    public void Enter_LiveHasWaitedTheConfiguredTime_GoesBeforeAllBulk(int milliseconds, string next)
    {
        Begin(maxConcurrent: 1);
        Enter("l1", "l2", "b1", "b2");
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        ReturnFirst();

        Assert.Equal(["l1", next], _served);
    }

    [Fact]
    public void Enter_LiveNeverEnds_OneOfTenIsBulks()
    {
        Begin(maxConcurrent: 1);
        Enter("l0");
        Enter([.. Enumerable.Range(1, 40).Select(number => $"l{number}"), "b1", "b2", "b3", "b4"]);
        _clock.Advance(Longest);

        ServeAll();

        Assert.Equal([10, 20, 30, 40], Enumerable.Range(0, _served.Count).Where(place => _served[place][0] == 'b'));
    }

    [Fact]
    public void Enter_LiveAloneForLong_OwesBulkNothing()
    {
        Begin(maxConcurrent: 1);
        Enter([.. Enumerable.Range(0, 30).Select(number => $"l{number}")]);
        _clock.Advance(Longest);
        Enumerable.Range(0, 20).ToList().ForEach(_ => ReturnFirst());
        Enter("b1");

        ServeAll();

        Assert.Equal(30, _served.IndexOf("b1"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(64, 48)]
    public void Enter_OnlyBulk_HoldsThreeQuartersAtMost(int maxConcurrent, int bulk)
    {
        Begin(maxConcurrent);
        Enter([.. Enumerable.Range(0, 70).Select(number => $"b{number}")]);
        Assert.Equal(bulk, _held.Count);

        Enter([.. Enumerable.Range(0, 70).Select(number => $"l{number}")]);
        Assert.Equal(maxConcurrent, _held.Count);
    }

    [Fact]
    public void Enter_BulkHoldsItsShare_IsServedWhenOneComesBack()
    {
        Begin(maxConcurrent: 4);
        Enter("b1", "b2", "b3", "b4", "l1");
        Assert.Equal(["b1", "b2", "b3", "l1"], _served);

        ReturnFirst();

        Assert.Equal("b4", _served[^1]);
    }

    [Fact]
    public void Enter_OneLiveBesideManyPairsOfBulkAtARate_IsNextButOneAtMost()
    {
        Begin(maxConcurrent: 64, callsPerSecond: 5);
        Enter(2, [.. Enumerable.Range(0, 1000).Select(number => $"b{number}")]);
        Pass(TimeSpan.FromMilliseconds(900));
        var before = _served.Count;
        Enter(2, "live");

        Pass(TimeSpan.FromMilliseconds(400));

        Assert.InRange(_served.IndexOf("live"), before, before + 1);
    }

    [Fact]
    public void Enter_AnyMixture_KeepsOrderSharesAndStarvesNobody()
    {
        const int Seeds = 50;
        for (var seed = 0; seed < Seeds; seed++)
        {
            Mix(new Random(seed));
        }
    }

    [Fact]
    public async Task TakesBulk_ManyBulkWait_IsFalseUntilOneIsServedOrGivesUp()
    {
        Begin(maxConcurrent: 2);
        Enter([.. Enumerable.Range(0, 32).Select(number => $"b{number}")]);
        Enter([.. Enumerable.Range(0, 50).Select(number => $"l{number}")]);
        Assert.True(_gate!.TakesBulk); // 31 wait, one is served
        using var caller = new CancellationTokenSource();
        var last = _gate.EnterAsync(calls: 1, isBulk: true, caller.Token);
        Assert.False(_gate.TakesBulk);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last.InTime());
        Assert.True(_gate.TakesBulk);
        Enter("b32");
        Assert.False(_gate.TakesBulk);
        ReturnFirst();
        Assert.True(_gate.TakesBulk);
    }

    [Fact]
    public void WaitToTakeBulk_ManyBulkWait_EndsWhenFewerDoOrAfterTheLongestWait()
    {
        Begin(maxConcurrent: 1);
        Enter([.. Enumerable.Range(0, 33).Select(number => $"b{number}")]);
        var (forAny, forAMinute) = (false, false);
        _pump.Begin(async () =>
        {
            await _gate!.WaitToTakeBulkAsync(atMost: null, Token);
            forAny = true;
        });
        _pump.Begin(async () =>
        {
            await _gate!.WaitToTakeBulkAsync(TimeSpan.FromMinutes(1), Token);
            forAMinute = true;
        });

        Pass(TimeSpan.FromSeconds(59));
        Assert.Equal((false, false), (forAny, forAMinute));
        Pass(TimeSpan.FromSeconds(2));
        Assert.Equal((false, true), (forAny, forAMinute));
        ReturnFirst();
        Pass(TimeSpan.FromSeconds(1));
        Assert.True(forAny);
    }

    // Callers come, are served and give their permits back in any order.
    private void Mix(Random chance)
    {
        var maxConcurrent = chance.Next(1, 9);
        Begin(maxConcurrent);
        var asked = new List<string>();
        var liveInARow = 0;
        for (var step = 0; step < 300 || _held.Count > 0; step++)
        {
            var served = _served.Count;
            if (step < 300 && chance.Next(2) == 0)
            {
                asked.Add($"{(chance.Next(3) == 0 ? 'b' : 'l')}{step}");
                Enter(asked[^1]);
            }
            else if (_held.Count > 0)
            {
                Return(chance.Next(_held.Count));
            }

            Assert.InRange(BulkHeld, 0, Math.Max(1, maxConcurrent * 3 / 4));
            Assert.InRange(_held.Count, 0, maxConcurrent);
            _clock.Advance(TimeSpan.FromMilliseconds(chance.Next(1000)));
            foreach (var name in _served.Skip(served))
            {
                // A row ends when bulk is served, when none waits, and when all that bulk may hold is out.
                liveInARow = name[0] == 'b' || asked.Count(other => other[0] == 'b') == _served.Count(other => other[0] == 'b')
                    || BulkHeld >= Math.Max(1, maxConcurrent * 3 / 4) ? 0 : liveInARow + 1;
                Assert.InRange(liveInARow, 0, 9);
            }
        }

        Assert.Equal(asked.Where(name => name[0] == 'l'), _served.Where(name => name[0] == 'l'));
        Assert.Equal(asked.Where(name => name[0] == 'b'), _served.Where(name => name[0] == 'b'));
    }

    private int BulkHeld => _heldNames.Count(name => name[0] == 'b');

    private readonly List<string> _heldNames = [];

    private void Begin(int maxConcurrent, double? callsPerSecond = null)
    {
        _gate?.Dispose();
        _held.Clear();
        _heldNames.Clear();
        _served.Clear();
        _gate = new(new() { MaxConcurrentCalls = maxConcurrent, CallsPerSecond = callsPerSecond, LongestWaitBehindBulk = Longest }, _clock);
    }

    private void Enter(params string[] names) => Enter(1, names);

    // Those whose names begin with b are bulk.
    private void Enter(int calls, params string[] names)
    {
        foreach (var name in names)
        {
            _pump.Begin(async () =>
            {
                var permit = await _gate!.EnterAsync(calls, isBulk: name[0] == 'b', Token);
                Enumerable.Range(0, calls).ToList().ForEach(_ => permit.Use());
                _served.Add(name);
                _heldNames.Add(name);
                _held.Add(permit);
            });
        }
    }

    private void ServeAll()
    {
        while (_held.Count > 0)
        {
            ReturnFirst();
        }
    }

    private void ReturnFirst() => Return(0);

    private void Return(int place)
    {
        var permit = _held[place];
        _held.RemoveAt(place);
        _heldNames.RemoveAt(place);
        permit.Dispose();
        _pump.Drain();
    }

    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(10))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            _pump.Drain();
        }
    }
}
