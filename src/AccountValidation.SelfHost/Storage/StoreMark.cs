using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The mark beside the database: which database it is, how many commits it has seen and which file it is. It is written
/// after each commit and never before, so that no crash makes the database look older than its mark: what is older is a
/// copy.
/// </summary>
internal sealed class StoreMark : IDisposable
{
    private const int Length = 128;

    private readonly string _path;
    private readonly string? _identity;
    private HeldFile? _held;
    private SafeFileHandle? _handle;

    /// <summary>The mark of a database file.</summary>
    /// <param name="file">The database.</param>
    /// <param name="identity">The file's identity; null where the system does not say.</param>
    public StoreMark(string file, string? identity) => (_path, _identity) = (PathOf(file), identity);

    /// <summary>Where the mark of a database file is.</summary>
    public static string PathOf(string file) => file + ".mark";

    /// <summary>Reads the mark of a database file; null when there is none.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static MarkContent? Read(string file)
    {
        try
        {
            return File.Exists(PathOf(file)) ? MarkContent.Parse(File.ReadAllText(PathOf(file))) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The mark {PathOf(file)} cannot be read: {exception.Message} Give this user the right to read and "
                + $"write it.",
                exception);
        }
    }

    /// <summary>Says that the database has come to a commit, which is on disk.</summary>
    /// <exception cref="IOException">The mark cannot be written. It says less than it could then, and nothing
    /// wrong.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Write(string storeId, long seq)
    {
        var text = new MarkContent(storeId, seq, _identity).Write();
        var bytes = Encoding.ASCII.GetBytes(text.PadRight(Length - 1) + "\n");
        if (_handle is null || _held is not { IsInPlace: true })
        {
            Create(bytes);
        }
        else
        {
            // In place, and of one length: a power cut leaves the old one or the new one.
            RandomAccess.Write(_handle, bytes, 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle is not null)
        {
            RandomAccess.FlushToDisk(_handle);
        }

        Close();
    }

    // Under another name first: there is never a mark that is empty.
    private void Create(byte[] bytes)
    {
        Close();
        var beside = _path + ".new";
        using (var file = new FileStream(beside, DatabaseFile.ForThisUser(FileMode.Create, FileShare.Read)))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, _path, overwrite: true);
        _held = new(_path);
        _handle = File.OpenHandle(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private void Close()
    {
        _handle?.Dispose();
        _held?.Dispose();
        (_handle, _held) = (null, null);
    }
}

/// <summary>What a mark says.</summary>
/// <param name="StoreId">Which database.</param>
/// <param name="Seq">How many commits it has seen.</param>
/// <param name="Identity">Which file it is; null where that was not known.</param>
internal sealed record MarkContent(string StoreId, long Seq, string? Identity)
{
    private const string Unknown = "-";

    /// <summary>A mark that says nothing that can be understood.</summary>
    public static MarkContent Unreadable { get; } = new("", Seq: 0, Identity: null);

    /// <summary>Reads the text of a mark.</summary>
    public static MarkContent Parse(string text) =>
        text.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            is ["store", var id, "commit", var number, "file", var identity]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new(id, seq, identity == Unknown ? null : identity)
            : Unreadable;

    /// <summary>The text of the mark.</summary>
    public string Write() =>
        string.Create(CultureInfo.InvariantCulture, $"store {StoreId} commit {Seq} file {Identity ?? Unknown}");
}
