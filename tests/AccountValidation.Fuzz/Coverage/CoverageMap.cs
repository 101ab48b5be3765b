using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace AccountValidation.Fuzz.Coverage;

/// <summary>What an input has shown that none before it had.</summary>
internal enum News
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A known edge, taken about another number of times.</summary>
    Count,

    /// <summary>An edge.</summary>
    Edge,
}

/// <summary>
/// The map into which instrumented code counts how often it takes each edge, as AFL has it: 64 KiB, a byte an edge,
/// counts told apart in eight classes.
/// </summary>
internal sealed unsafe class CoverageMap : IDisposable
{
    private const int Size = 1 << 16;

    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(ClassOf)];

    private readonly byte* _map = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    /// <summary>
    /// Makes this the map of the process. Instrumented code must not have run before: it writes to wherever the map is.
    /// </summary>
    public CoverageMap() => Trace.SharedMem = _map;

    /// <summary>How many edges any input has taken so far.</summary>
    public int Edges { get; private set; }

    private Span<byte> Map => new(_map, Size);

    /// <summary>Forgets the last run.</summary>
    public void Reset()
    {
        Map.Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Takes the last run in, and says what is new about it.</summary>
    public News Absorb()
    {
        var news = News.None;
        foreach (var (edge, count) in Taken())
        {
            if ((_seen[edge] & count) != 0)
            {
                continue;
            }

            var isEdge = _seen[edge] == 0;
            Edges += isEdge ? 1 : 0;
            news = isEdge || news == News.Edge ? News.Edge : News.Count;
            _seen[edge] |= count;
        }

        return news;
    }

    /// <summary>A number that is the same for runs that take the same edges about as often.</summary>
    public int Fingerprint()
    {
        var hash = default(HashCode);
        foreach (var (edge, count) in Taken())
        {
            hash.Add((edge << 8) | count);
        }

        return hash.ToHashCode();
    }

    /// <summary>The edges of the last run with their classes of counts, each pair as one number.</summary>
    public IReadOnlyList<int> Features() => [.. Taken().Select(taken => (taken.Edge << 8) | taken.Class)];

    /// <summary>The edges of the last run.</summary>
    public IReadOnlyList<int> EdgesOfRun() => [.. Taken().Select(taken => taken.Edge)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Trace.SharedMem = null;
        NativeMemory.Free(_map);
    }

    private static byte ClassOf(int count) => count switch
    {
        0 => 0,
        <= 3 => (byte)(1 << (count - 1)),
        <= 7 => 8,
        <= 15 => 16,
        <= 31 => 32,
        <= 127 => 64,
        _ => 128,
    };

    private List<(int Edge, byte Class)> Taken()
    {
        var taken = new List<(int, byte)>(256);
        var at = 0;
        while (at < Size && Map[at..].IndexOfAnyExcept((byte)0) is var next and >= 0)
        {
            at += next;
            taken.Add((at, Classes[_map[at]]));
            at++;
        }

        return taken;
    }
}
