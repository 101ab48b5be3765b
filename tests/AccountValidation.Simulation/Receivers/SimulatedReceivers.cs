using System.Globalization;
using System.Text;
using AccountValidation.Core;
using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Receivers;

/// <summary>The receivers of callbacks and the dead-letter queue: checks every delivery on arrival.</summary>
internal sealed class SimulatedReceivers(Plan plan, VirtualTime time, Books books)
{
    private readonly Dictionary<string, string> _bodies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deadLetters = new(StringComparer.Ordinal);

    /// <summary>The number of receivers.</summary>
    public const int Count = 3;

    /// <summary>The receivers that are down.</summary>
    public HashSet<int> Down { get; } = [];

    /// <summary>The number of deliveries.</summary>
    public int Deliveries { get; private set; }

    /// <summary>The URL of a receiver.</summary>
    public static string UrlOf(int receiver) =>
        string.Create(CultureInfo.InvariantCulture, $"https://receiver-{receiver}.example/hooks");

    /// <summary>
    /// The number of restores: a delivery that left before a restore may contradict the service's present state.
    /// </summary>
    public int Restores { get; private set; }

    /// <summary>
    /// Notes that a backup replaces the database: the service delivers again what the backup does not know as settled.
    /// </summary>
    public void Forget()
    {
        Restores++;
        var settled = books
            .Committed.Values.Where(validation => validation.IsSettled)
            .Select(validation => validation.Callback?.MessageId)
            .ToHashSet();
        foreach (var id in _bodies.Keys.Where(id => !settled.Contains(id)).ToList())
        {
            _bodies.Remove(id);
            _taken.Remove(id);
            _deadLetters.Remove(id);
        }
    }

    /// <summary>Checks a delivery that arrives.</summary>
    public void Arrive(string id, string timestamp, string signatures, byte[] bytes)
    {
        Deliveries++;
        var body = Encoding.UTF8.GetString(bytes);
        var settled = books.Committed.Values.FirstOrDefault(validation => validation.Callback?.MessageId == id);
        Books.Require(settled is { IsSettled: true }, $"{id} is delivered before its validation has durably settled");
        Books.Require(settled!.Callback!.Body == body, $"{id} is delivered with another body than is stored");
        Books.Require(_bodies.TryAdd(id, body) || _bodies[id] == body, $"{id} has come with two bodies");
        Books.Require(
            Secrets.Verify(plan.Settings.Callbacks.Secrets.Count, id, timestamp, bytes, signatures),
            $"{id} is not signed as it should be");
        var age =
            time.HostTimeOfDay
            - DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        var recent = plan.Settings.Callbacks.Timeout + TimeSpan.FromSeconds(1);
        Books.Require(
            age.Duration() <= recent || time.Now - time.HostClockSetAt <= recent,
            $"{id} has the timestamp of {age} ago");
    }

    /// <summary>Notes that a receiver answers a delivery with 2xx.</summary>
    public void Take(string id) => _taken.Add(id);

    /// <summary>Notes that a dead letter arrives.</summary>
    public void TakeDeadLetter(string id) => _deadLetters.Add(id);

    /// <summary>Checks that a finished validation's callback went where its state says.</summary>
    public void CheckEnd(Validation validation)
    {
        var callback = validation.Callback!;
        switch (callback.Status)
        {
            case CallbackStatus.Delivered:
                Books.Require(
                    _taken.Contains(callback.MessageId),
                    $"{callback.MessageId} counts as delivered, and no receiver took it");
                break;
            case CallbackStatus.Failed:
                Books.Require(
                    _deadLetters.Contains(callback.MessageId),
                    $"{callback.MessageId} counts as a dead letter, and is none");
                break;
            default:
                throw new BrokenGuaranteeException($"{callback.MessageId} is neither delivered nor a dead letter");
        }
    }
}
