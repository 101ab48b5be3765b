using System.Security.Cryptography;

namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>An input that showed something new.</summary>
/// <param name="Bytes">The input.</param>
/// <param name="Edges">The edges that it takes.</param>
internal sealed record Entry(byte[] Bytes, IReadOnlyList<int> Edges)
{
    /// <summary>True once every small change of it was tried.</summary>
    public bool IsWalked { get; set; }
}

/// <summary>The inputs that showed something new, in memory and in a folder.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="random">The chance.</param>
internal sealed class Corpus(string folder, Random random)
{
    private const int LongestOfInterest = 4096;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<int, Entry> _shortest = [];
    private List<Entry> _favoured = [];

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>How many are favoured: the shortest for each edge.</summary>
    public int Favoured => _favoured.Count;

    /// <summary>Takes one in.</summary>
    public void Add(Entry entry, bool isKept)
    {
        _entries.Add(entry);
        foreach (var edge in entry.Edges)
        {
            if (!_shortest.TryGetValue(edge, out var shortest) || entry.Bytes.Length < shortest.Bytes.Length)
            {
                _shortest[edge] = entry;
            }
        }

        _favoured = [.. _shortest.Values.Distinct()];
        if (isKept)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, NameOf(entry.Bytes)), entry.Bytes);
        }
    }

    /// <summary>One to go on from: a favoured one three times of four, and a short one if chance allows.</summary>
    public Entry Pick()
    {
        var from = random.Next(4) == 0 ? _entries : _favoured;
        var picked = from[random.Next(from.Count)];
        return picked.Bytes.Length <= LongestOfInterest || random.Next(100) == 0 ? picked
            : from.Find(entry => entry.Bytes.Length <= LongestOfInterest) is null ? picked
            : Pick();
    }

    /// <summary>Any one, to take pieces from; of a huge one its beginning.</summary>
    public ReadOnlySpan<byte> Any()
    {
        var bytes = _entries[random.Next(_entries.Count)].Bytes;
        return bytes.AsSpan(0, Math.Min(bytes.Length, LongestOfInterest));
    }

    /// <summary>The name of the file of an input: the same for the same bytes.</summary>
    public static string NameOf(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
}
