using System.Collections.Immutable;
using System.Globalization;

namespace AccountValidation.Core.Timelines;

/// <summary>A line of a timeline: an event that happened once, or several times in a row.</summary>
/// <param name="At">When the event happened first.</param>
/// <param name="Event">The name of the event (<see cref="TimelineEvents"/>).</param>
/// <param name="Detail">More about the event, in a fixed vocabulary; never a string from outside.</param>
/// <param name="Count">How often the event happened in a row.</param>
/// <param name="LastAt">When the event happened last.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Event, string? Detail, int Count, DateTimeOffset LastAt)
{
    /// <summary>The detail, followed by the number of repetitions if the event happened more than once.</summary>
    public string? Describe()
    {
        if (Count == 1)
        {
            return Detail;
        }

        var repeated = string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} times, last at {LastAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        return Detail is null ? repeated : $"{Detail}, {repeated}";
    }
}

/// <summary>
/// The events of a validation and their causes. The timeline stays short however long the validation lives.
/// </summary>
/// <param name="Entries">The lines, oldest first.</param>
public sealed record Timeline(ImmutableArray<TimelineEntry> Entries)
{
    /// <summary>The most lines that a timeline keeps.</summary>
    public const int MaxEntries = 50;

    private const int KeptFromTheStart = 20;

    /// <summary>A timeline without lines.</summary>
    public static readonly Timeline Empty = new(ImmutableArray<TimelineEntry>.Empty);

    /// <summary>
    /// Adds a line. The same event with the same detail as the last line is counted there. When the timeline is full,
    /// the oldest line after the first twenty gives way. A line says how many lines gave way.
    /// </summary>
    public Timeline Add(DateTimeOffset at, string happened, string? detail = null)
    {
        if (Entries is [.., var last] && last.Event == happened && last.Detail == detail)
        {
            return new(Entries.SetItem(Entries.Length - 1, last with { Count = last.Count + 1, LastAt = at }));
        }

        return new(MakeRoom(Entries).Add(new(at, happened, detail, 1, at)));
    }

    private static ImmutableArray<TimelineEntry> MakeRoom(ImmutableArray<TimelineEntry> entries)
    {
        if (entries.Length < MaxEntries)
        {
            return entries;
        }

        var first = entries[KeptFromTheStart];
        if (first.Event != TimelineEvents.Omitted)
        {
            var second = entries[KeptFromTheStart + 1];
            return entries
                .RemoveAt(KeptFromTheStart + 1)
                .SetItem(
                    KeptFromTheStart,
                    new(first.At, TimelineEvents.Omitted, null, first.Count + second.Count, second.LastAt));
        }

        var gone = entries[KeptFromTheStart + 1];
        return entries
            .RemoveAt(KeptFromTheStart + 1)
            .SetItem(KeptFromTheStart, first with { Count = first.Count + gone.Count, LastAt = gone.LastAt });
    }
}
