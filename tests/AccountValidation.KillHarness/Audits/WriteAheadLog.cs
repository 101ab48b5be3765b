using System.Buffers.Binary;

namespace AccountValidation.KillHarness.Audits;

/// <summary>The last commit as a kill left it.</summary>
internal enum LastCommit
{
    /// <summary>The commit had ended.</summary>
    Ended,

    /// <summary>The log holds a part of its pages: the next start discards them.</summary>
    WrittenInPart,

    /// <summary>
    /// The log holds all its pages, but SQLite was still flushing them: the process cannot have told anybody.
    /// </summary>
    NotFlushed,
}

/// <summary>Reads SQLite's write-ahead log and its index as a kill left them (sqlite.org/walformat.html).</summary>
internal sealed class WriteAheadLog
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const uint BigEndianSums = 0x377f0683;

    private readonly byte[] _log;
    private readonly int _pageSize;
    private readonly bool _isBigEndian;

    private WriteAheadLog(byte[] log)
    {
        _log = log;
        _pageSize = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        _isBigEndian = BinaryPrimitives.ReadUInt32BigEndian(log) == BigEndianSums;
    }

    private ReadOnlySpan<byte> Salts => _log.AsSpan(16, 8);

    private int FrameSize => FrameHeaderSize + _pageSize;

    /// <summary>Tells how a kill left the last commit.</summary>
    /// <param name="log">The log, as the process left it.</param>
    /// <param name="index">The log's index, in the file for shared memory; empty without that file.</param>
    public static LastCommit Read(byte[] log, byte[] index) =>
        log.Length <= HeaderSize ? LastCommit.Ended : new WriteAheadLog(log).Read(index);

    /// <summary>Tells how a kill left the last commit of a database file.</summary>
    public static LastCommit Of(string databasePath) =>
        Read(BytesOf(databasePath + "-wal"), BytesOf(databasePath + "-shm"));

    private LastCommit Read(byte[] index)
    {
        var (frames, committed) = ValidFrames();
        var isMore = frames > committed || IsOfThisRound(frames);
        return isMore ? LastCommit.WrittenInPart : committed > Known(index) ? LastCommit.NotFlushed : LastCommit.Ended;
    }

    // The number of whole frames, and the number of frames up to the end of the last whole commit.
    private (int Frames, int Committed) ValidFrames()
    {
        var sums = Sum((0, 0), _log.AsSpan(0, FrameHeaderSize));
        var committed = 0;
        for (var frame = 0; ; frame++)
        {
            var at = HeaderSize + (frame * FrameSize);
            if (at + FrameSize > _log.Length || !IsOfThisRound(frame))
            {
                return (frame, committed);
            }

            sums = Sum(Sum(sums, _log.AsSpan(at, 8)), _log.AsSpan(at + FrameHeaderSize, _pageSize));
            if (
                sums
                != (
                    BinaryPrimitives.ReadUInt32BigEndian(_log.AsSpan(at + 16)),
                    BinaryPrimitives.ReadUInt32BigEndian(_log.AsSpan(at + 20))))
            {
                return (frame, committed);
            }

            // Otherwise more pages of the commit follow.
            committed = BinaryPrimitives.ReadInt32BigEndian(_log.AsSpan(at + 4)) == 0 ? committed : frame + 1;
        }
    }

    // A frame from an earlier round of the log has other salts.
    private bool IsOfThisRound(int frame)
    {
        var at = HeaderSize + (frame * FrameSize);
        return at + FrameHeaderSize <= _log.Length && _log.AsSpan(at + 8, 8).SequenceEqual(Salts);
    }

    // The last frame that readers may see: SQLite advances this number once the commit is flushed. The index has the
    // machine's own byte order.
    private int Known(byte[] index) => index.Length >= 48 && index.AsSpan(32, 8).SequenceEqual(Salts)
        ? BitConverter.ToInt32(index, 16)
        : int.MaxValue;

    private (uint First, uint Second) Sum((uint First, uint Second) sums, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += 8)
        {
            sums.First += Word(bytes[at..]) + sums.Second;
            sums.Second += Word(bytes[(at + 4)..]) + sums.First;
        }

        return sums;
    }

    private uint Word(ReadOnlySpan<byte> bytes) =>
        _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static byte[] BytesOf(string path) => File.Exists(path) ? File.ReadAllBytes(path) : [];
}
