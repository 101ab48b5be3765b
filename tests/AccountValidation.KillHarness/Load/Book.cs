using System.Collections.Concurrent;

namespace AccountValidation.KillHarness.Load;

/// <summary>
/// The callers' knowledge: every intended start, every response, and every violation of the contract.
/// </summary>
internal sealed class Book
{
    private readonly Lock _lock = new();
    private readonly List<StartIntent> _intents = [];
    private readonly List<StartIntent> _accepted = [];
    private readonly ConcurrentQueue<string> _oddities = new();
    private int _answers;
    private int _lost;

    /// <summary>The responses that violate the contract.</summary>
    public IReadOnlyCollection<string> Oddities => _oddities;

    /// <summary>The number of requests with a response.</summary>
    public int Answers => _answers;

    /// <summary>The number of requests without a response, because the service ended.</summary>
    public int Lost => _lost;

    /// <summary>The number of starts whose validation is known.</summary>
    public int Accepted
    {
        get
        {
            lock (_lock)
            {
                return _accepted.Count;
            }
        }
    }

    public IReadOnlyList<StartIntent> Intents
    {
        get
        {
            lock (_lock)
            {
                return [.. _intents];
            }
        }
    }

    public void Add(StartIntent intent)
    {
        lock (_lock)
        {
            _intents.Add(intent);
        }
    }

    /// <summary>Returns a recent start whose validation is known; null without any.</summary>
    public StartIntent? AnyAccepted(Random chance, int ofTheLast)
    {
        lock (_lock)
        {
            return _accepted.Count == 0 ? null : _accepted[^(1 + chance.Next(Math.Min(ofTheLast, _accepted.Count)))];
        }
    }

    /// <summary>Returns the oldest start without a known result, among the last; null without any.</summary>
    public StartIntent? AnyOpen(int ofTheLast)
    {
        lock (_lock)
        {
            return _intents
                .Skip(_intents.Count - ofTheLast)
                .FirstOrDefault(intent => intent.IsOpen && intent.LostAnswer);
        }
    }

    /// <summary>Notes the response to a start.</summary>
    public void Note(StartIntent intent, StartAnswer answer)
    {
        lock (_lock)
        {
            switch (answer)
            {
                case StartAnswer.Accepted(var id, var isReplayed) when intent.ValidationId is null:
                    intent.ValidationId = id;
                    intent.WasStoredUnanswered = isReplayed && intent.LostAnswer;
                    _accepted.Add(intent);
                    break;
                case StartAnswer.Accepted(var id, _) when id != intent.ValidationId:
                    NoteOddity($"{intent.Key} was answered with {intent.ValidationId} and with {id}");
                    break;
                case StartAnswer.Busy when intent.ValidationId is not null:
                    NoteOddity($"{intent.Key} has {intent.ValidationId}, and its repetition was refused");
                    break;
                case StartAnswer.Busy:
                    intent.WasBusy = true;
                    break;
                case StartAnswer.Lost:
                    intent.LostAnswer = true;
                    break;
                case StartAnswer.Odd(var what):
                    NoteOddity($"start {intent.Key} of {intent.AccountId}: {what}");
                    break;
            }
        }

        Count(isAnswered: answer is not StartAnswer.Lost);
    }

    public void NoteOddity(string what) => _oddities.Enqueue(what);

    public void Count(bool isAnswered) =>
        _ = isAnswered ? Interlocked.Increment(ref _answers) : Interlocked.Increment(ref _lost);
}
