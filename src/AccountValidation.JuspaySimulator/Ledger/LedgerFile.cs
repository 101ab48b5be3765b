using System.Text.Json;

namespace AccountValidation.JuspaySimulator;

/// <summary>
/// The ledger on disk: one JSON line per event, on the medium before <see cref="Append"/> returns. Not thread safe.
/// </summary>
internal sealed class LedgerFile : IDisposable
{
    private const byte EndOfLine = (byte)'\n';

    private readonly FileStream _file;

    private LedgerFile(FileStream file) => _file = file;

    /// <summary>Opens or creates the file and reads what it remembers. A torn last line is cut off.</summary>
    /// <exception cref="InvalidDataException">A line before the last one cannot be read.</exception>
    public static LedgerFile Open(string path, out IReadOnlyList<LedgerEvent> remembered)
    {
        var fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        var file = new FileStream(fullPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            remembered = Load(file);
            return new(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds an event.</summary>
    public void Append(LedgerEvent happened)
    {
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(happened, LedgerJson.Default.LedgerEvent), EndOfLine]);
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Empties the file.</summary>
    public void Truncate()
    {
        _file.SetLength(0);
        _file.Position = 0;
        _file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static List<LedgerEvent> Load(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);

        var events = new List<LedgerEvent>();
        var start = 0;
        for (var end = NextEnd(bytes, start); end >= 0; end = NextEnd(bytes, start))
        {
            if (Read(bytes.AsSpan(start..end)) is { } happened)
            {
                events.Add(happened);
            }
            else if (end + 1 < bytes.Length)
            {
                throw new InvalidDataException($"Line {events.Count + 1} of the ledger {file.Name} cannot be read.");
            }
            else
            {
                break;
            }

            start = end + 1;
        }

        // What follows the last whole line was never acknowledged to anybody; the next line must not be glued to it.
        file.SetLength(start);
        file.Position = start;
        return events;
    }

    private static int NextEnd(byte[] bytes, int start) => Array.IndexOf(bytes, EndOfLine, start);

    private static LedgerEvent? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LedgerJson.Default.LedgerEvent);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
