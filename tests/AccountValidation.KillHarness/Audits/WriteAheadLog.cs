using System.Buffers.Binary;

namespace AccountValidation.KillHarness.Audits;

/// <summary>Reads how SQLite's write-ahead log was left by a kill.</summary>
internal static class WriteAheadLog
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;

    /// <summary>True when the log ends in pages of a commit that was not completed: the next start leaves them out.</summary>
    public static bool EndsInACutOffCommit(string databasePath)
    {
        var path = databasePath + "-wal";
        if (!File.Exists(path) || File.ReadAllBytes(path) is not { Length: >= HeaderSize } log)
        {
            return false;
        }

        var pageSize = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var salts = log.AsSpan(16, 8);
        var isOpen = false;
        for (var frame = HeaderSize; frame + FrameHeaderSize + pageSize <= log.Length; frame += FrameHeaderSize + pageSize)
        {
            if (!log.AsSpan(frame + 8, 8).SequenceEqual(salts))
            {
                break; // left from an earlier round of the log
            }

            isOpen = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(frame + 4)) == 0; // else the last page of a commit
        }

        return isOpen;
    }
}
