using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests;

/// <summary>
/// Callers of a gate, which come, are served and give their permits back when the test says so. Those whose names begin
/// with b are bulk.
/// </summary>
internal sealed class Callers : IDisposable
{
    public static readonly TimeSpan LongestWaitBehindBulk = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new(Samples.Now);
    private readonly Pump _pump = new();
    private readonly List<(string Name, CallPermit Permit)> _held = [];

    public Callers(int maxConcurrent, double? callsPerSecond = null) =>
        Gate = new(
            new()
            {
                MaxConcurrentCalls = maxConcurrent,
                CallsPerSecond = callsPerSecond,
                LongestWaitBehindBulk = LongestWaitBehindBulk,
            },
            _clock);

    public JuspayGate Gate { get; }

    /// <summary>Who was served, in this order.</summary>
    public List<string> Served { get; } = [];

    public int Held => _held.Count;

    public int BulkHeld => _held.Count(held => held.Name[0] == 'b');

    public void Enter(params string[] names) => Enter(1, names);

    public void EnterMany(char kind, int count) =>
        Enter([.. Enumerable.Range(0, count).Select(number => $"{kind}{number}")]);

    public void Enter(int calls, params string[] names)
    {
        foreach (var name in names)
        {
            Begin(async () =>
            {
                var permit = await Gate.EnterAsync(
                    calls, isBulk: name[0] == 'b', TestContext.Current.CancellationToken);
                Enumerable.Range(0, calls).ToList().ForEach(_ => permit.Use());
                Served.Add(name);
                _held.Add((name, permit));
            });
        }
    }

    public void Begin(Func<Task> work) => _pump.Begin(work);

    /// <summary>Gives a permit back: that of who was served first, or another.</summary>
    public void Return(int place = 0)
    {
        var (_, permit) = _held[place];
        _held.RemoveAt(place);
        permit.Dispose();
        _pump.Drain();
    }

    public void ServeAll()
    {
        while (Held > 0)
        {
            Return();
        }
    }

    /// <summary>Lets time pass in one step.</summary>
    public void Jump(TimeSpan time) => _clock.Advance(time);

    public void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(10))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            _pump.Drain();
        }
    }

    public void Dispose() => Gate.Dispose();
}
