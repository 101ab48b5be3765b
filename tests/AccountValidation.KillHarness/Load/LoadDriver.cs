using System.Net;

namespace AccountValidation.KillHarness.Load;

/// <summary>Callers that continue whenever the service ends.</summary>
internal sealed class LoadDriver : IAsyncDisposable
{
    private const int Callers = 8;
    private const int OfLate = 60;

    private static readonly TimeSpan PauseWhileAway = TimeSpan.FromMilliseconds(200);

    private readonly Plan _plan;
    private readonly Book _book;
    private readonly Caller _caller;
    private readonly LoadOptions _options;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    public LoadDriver(Plan plan, Book book, Caller caller, LoadOptions options)
    {
        (_plan, _book, _caller, _options) = (plan, book, caller, options);
        var chances = new Random(options.Seed);
        _work = Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(_ => new Random(chances.Next()))
                .Select(chance => Task.Run(() => CallAsync(chance)))
                .ToList());
    }

    /// <summary>Ends the load, and waits for the running requests.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        _end.Dispose();
    }

    private async Task CallAsync(Random chance)
    {
        var pause = TimeSpan.FromSeconds(2 * Callers / _options.ActionsPerSecond);
        try
        {
            while (!_end.IsCancellationRequested)
            {
                await ActAsync(chance);
                await Task.Delay(pause * chance.NextDouble(), _end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The load ends. A start cut off here has no response; the run repeats it at the end.
        }
    }

    private Task ActAsync(Random chance) =>
        chance.Next(100) switch
        {
            < 45 => StartAsync(_plan.Next(), chance),
            < 55 => Repeat(chance),
            < 63 => _book.AnyAccepted(chance, OfLate) is { } earlier
                ? StartAsync(_plan.Again(earlier), chance)
                : Task.CompletedTask,
            < 70 => SignalAsync(chance, "cancel"),
            < 80 => SignalAsync(chance, "check"),
            < 87 => SignalAsync(chance, "callback/redeliver"),
            < 95 => ReadAsync(chance),
            _ => NotifyAsync(chance),
        };

    private async Task StartAsync(StartIntent intent, Random chance)
    {
        _book.Add(intent);
        await SendAsync(intent, chance.Next(5) == 0);
    }

    private Task Repeat(Random chance) =>
        (_book.AnyOpen(OfLate) ?? _book.AnyAccepted(chance, OfLate)) is { } intent
            ? SendAsync(intent, waits: false)
            : Task.CompletedTask;

    private async Task SendAsync(StartIntent intent, bool waits)
    {
        StartAnswer answer = new StartAnswer.Lost();
        try
        {
            answer = await _caller.StartAsync(intent, waits, _end.Token);
        }
        finally
        {
            _book.Note(intent, answer);
        }

        if (answer is StartAnswer.Lost)
        {
            await Task.Delay(PauseWhileAway, _end.Token);
        }
    }

    private async Task SignalAsync(Random chance, string action)
    {
        if (_book.AnyAccepted(chance, OfLate) is { ValidationId: { } id } intent)
        {
            intent.WasCancelled |= action == "cancel";
            Note(
                $"{action} {id}",
                await _caller.ActAsync(id, action, _end.Token),
                HttpStatusCode.OK,
                HttpStatusCode.Accepted,
                HttpStatusCode.Conflict);
        }
    }

    private async Task ReadAsync(Random chance)
    {
        if (_book.AnyAccepted(chance, OfLate) is { ValidationId: { } id })
        {
            Note($"GET {id}", await _caller.ReadAsync(id, _end.Token), HttpStatusCode.OK);
        }
    }

    private async Task NotifyAsync(Random chance)
    {
        if (_book.AnyAccepted(chance, OfLate) is { } intent)
        {
            Note("notification", await _caller.NotifyAsync(intent.AccountId, _end.Token), HttpStatusCode.OK);
        }
    }

    private void Note(string what, HttpStatusCode? status, params ReadOnlySpan<HttpStatusCode> expected)
    {
        _book.Count(isAnswered: status is not null);
        if (status is { } answered && !expected.Contains(answered))
        {
            _book.NoteOddity($"{what}: {(int)answered}");
        }
    }
}

/// <summary>The amount of load.</summary>
/// <param name="Seed">Chooses every action.</param>
/// <param name="ActionsPerSecond">The most actions per second of all callers together.</param>
internal sealed record LoadOptions(int Seed, double ActionsPerSecond);
