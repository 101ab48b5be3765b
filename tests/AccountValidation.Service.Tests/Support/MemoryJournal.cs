using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Tests;

/// <summary>A money journal in memory: an attempt is begun once, by whoever comes first.</summary>
internal sealed class MemoryJournal(TimeProvider clock) : IMoneyJournal
{
    private readonly Dictionary<int, JournalEntry> _entries = [];

    public IReadOnlyDictionary<int, JournalEntry> Entries => _entries;

    /// <summary>What happens after an intent is recorded and before the journal returns.</summary>
    public Action AfterRecording { get; init; } = () => { };

    /// <summary>True when the validation has moved on.</summary>
    public bool IsOvertaken { get; init; }

    public MemoryJournal With(int attempt, JournalEntry entry)
    {
        _entries.Add(attempt, entry);
        return this;
    }

    public ValueTask<JournalEntry?> FindAsync(Validation validation, int attempt, CancellationToken cancellationToken)
    {
        lock (_entries)
        {
            return ValueTask.FromResult(_entries.GetValueOrDefault(attempt));
        }
    }

    public ValueTask<BeginResult> BeginAsync(
        Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken)
    {
        var intentAt = clock.GetUtcNow();
        var isAllowed =
            Lifecycle.Apply(validation, new Outcome.IntentRecorded(attempt, intentAt, check), intentAt).Stage
            is Stage.DropUnderWay;
        lock (_entries)
        {
            if (!isAllowed || IsOvertaken || !_entries.TryAdd(attempt, new(intentAt, Reply: null)))
            {
                return ValueTask.FromResult<BeginResult>(new BeginResult.NotNow());
            }
        }

        AfterRecording();
        return ValueTask.FromResult<BeginResult>(
            new BeginResult.Begun(intentAt, new(AccountStatus.Created, LastValidated: null)));
    }

    /// <summary>What became of the attempts that were begun here.</summary>
    public Dictionary<int, JuspayReply> Completed { get; } = [];

    public ValueTask CompleteAsync(
        Validation validation, int attempt, JuspayReply reply, CancellationToken cancellationToken)
    {
        Completed[attempt] = reply;
        return ValueTask.CompletedTask;
    }
}
