using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountValidation.JuspaySimulator.Ledger;

/// <summary>
/// The ledger on disk: one JSON line per event, on the medium before <see cref="Append"/> returns. Not thread safe.
/// </summary>
internal sealed class LedgerFile : IDisposable
{
    private const byte EndOfLine = (byte)'\n';

    private readonly FileStream _file;

    private LedgerFile(FileStream file) => _file = file;

    /// <summary>Opens or creates the file and its folder, and reads all events. Cuts a torn last line off.</summary>
    /// <exception cref="InvalidDataException">A line before the last line cannot be read.</exception>
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

    public void Append(LedgerEvent happened)
    {
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(happened, LedgerJson.Default.LedgerEvent), EndOfLine]);
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Deletes all events.</summary>
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

        // No client got an answer that rests on the torn rest. The next line must not continue the rest.
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

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LedgerEvent))]
internal sealed partial class LedgerJson : JsonSerializerContext;
