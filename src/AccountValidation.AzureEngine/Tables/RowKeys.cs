using System.Globalization;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The keys of a validation's row. The id holds its time, so the id alone gives partition and row. A table is read in
/// the order of its keys and only forwards. Both keys are inverted, so the newest rows come first.
/// </summary>
/// <param name="Partition">The inverted day, so that a range of time is a range of partitions.</param>
/// <param name="Row">The inverted id.</param>
public sealed record RowKeys(string Partition, string Row)
{
    private const string Prefix = "val_";
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32, as ULIDs are written
    private const int UlidLength = 26;
    private const int TimeLength = 10;
    private const int BitsOfALetter = 5;
    private const int LastDay = 99_999; // in the year 2243
    private const long MillisecondsOfADay = 24 * 60 * 60 * 1000;

    /// <summary>The keys of an id; null when this service gave out no such id.</summary>
    public static RowKeys? Of(string id)
    {
        if (id.Length != Prefix.Length + UlidLength || !id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var ulid = id.AsSpan(Prefix.Length);
        Span<char> turned = stackalloc char[UlidLength];
        var milliseconds = 0L;
        for (var place = 0; place < UlidLength; place++)
        {
            var value = Alphabet.IndexOf(ulid[place], StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            turned[place] = Alphabet[^(value + 1)];
            milliseconds = place < TimeLength ? (milliseconds << BitsOfALetter) | (uint)value : milliseconds;
        }

        return new(PartitionOf(milliseconds), new string(turned));
    }

    /// <summary>The partition of a time.</summary>
    public static string PartitionOf(DateTimeOffset time) => PartitionOf(time.ToUnixTimeMilliseconds());

    private static string PartitionOf(long milliseconds) =>
        (LastDay - Math.Clamp(milliseconds / MillisecondsOfADay, 0, LastDay)).ToString(
            "D5",
            CultureInfo.InvariantCulture);
}
