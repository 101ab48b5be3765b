using System.Text.Json;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>
/// The events of a turn, as the SDK keeps them: the newest waiter of a name gets the event, and what nobody waits for
/// is kept.
/// </summary>
internal sealed class FakeEvents
{
    private readonly Dictionary<string, Stack<Action<string>>> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _kept = [];

    /// <summary>How many waiters were made.</summary>
    public int Waiters { get; private set; }

    /// <summary>The most waiters of one name that were open at a time.</summary>
    public int MostOpen { get; private set; }

    /// <summary>
    /// The names whose last waiter has an event that nobody has asked for since: it may not have been applied.
    /// </summary>
    public IEnumerable<string> Unapplied =>
        _open.Where(waiters => waiters.Value.Count == 0).Select(waiters => waiters.Key);

    /// <summary>The names that are waited for.</summary>
    public IEnumerable<string> Awaited =>
        _open.Where(waiters => waiters.Value.Count > 0).Select(waiters => waiters.Key).Order(StringComparer.Ordinal);

    /// <summary>What nobody waited for.</summary>
    public IReadOnlyList<string> Unprocessed => _kept;

    public Task<T> WaitFor<T>(string name)
    {
        var source = new TaskCompletionSource<T>();
        Waiters++;
        if (!_open.TryGetValue(name, out var waiters))
        {
            _open[name] = waiters = [];
        }

        waiters.Push(payload => source.SetResult(JsonSerializer.Deserialize<T>(payload)!));
        MostOpen = Math.Max(MostOpen, waiters.Count);
        if (_kept.FindIndex(kept => kept.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index)
        {
            _kept.RemoveAt(index);
            waiters.Pop()("null");
        }

        return source.Task;
    }

    public void Raise(string name)
    {
        if (_open.TryGetValue(name, out var waiters) && waiters.TryPop(out var waiter))
        {
            waiter("null");
        }
        else
        {
            _kept.Add(name);
        }
    }
}
