using System.Collections.Immutable;
using System.Globalization;

namespace AccountValidation.Core.Timelines;

/// <summary>One line of a timeline: something that happened, once or several times in a row.</summary>
/// <param name="At">When it happened first.</param>
/// <param name="Event">What happened (<see cref="TimelineEvents"/>).</param>
/// <param name="Detail">More of it, in a fixed vocabulary; never text from outside.</param>
/// <param name="Count">How often in a row.</param>
/// <param name="LastAt">When it happened last.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Event, string? Detail, int Count, DateTimeOffset LastAt)
{
    /// <summary>The detail, with the number of repetitions when there were any.</summary>
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

/// <summary>What happened to a validation and why. It stays short however long the validation lives.</summary>
/// <param name="Entries">The lines, oldest first.</param>
public sealed record Timeline(ImmutableArray<TimelineEntry> Entries)
{
    /// <summary>The most lines that are kept.</summary>
    public const int MaxEntries = 50;

    private const int KeptFromTheStart = 20;

    /// <summary>Nothing happened yet.</summary>
    public static readonly Timeline Empty = new(ImmutableArray<TimelineEntry>.Empty);

    /// <summary>
    /// Adds a line. The same event with the same detail as the last line is counted there; when the timeline is full,
    /// the oldest line after the first twenty gives way, and a line says how many did.
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
