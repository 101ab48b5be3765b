using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The mark beside the database: the store's id, its number of commits, and the file's identity. The writer updates the
/// mark after each commit, never before. A crash therefore never makes the database look older than its mark: an older
/// database is a copy.
/// </summary>
internal sealed class StoreMark : IDisposable
{
    private const int Length = 128;

    private readonly string _path;
    private readonly string? _identity;
    private HeldFile? _held;
    private SafeFileHandle? _handle;

    /// <summary>Creates the writer of a database's mark.</summary>
    /// <param name="file">The path of the database.</param>
    /// <param name="identity">The file's identity; null where the system gives none.</param>
    public StoreMark(string file, string? identity) => (_path, _identity) = (PathOf(file), identity);

    /// <summary>The path of the mark of a database file.</summary>
    public static string PathOf(string file) => file + ".mark";

    /// <summary>Reads the mark of a database file; null without a mark.</summary>
    /// <exception cref="StoreException">The mark cannot be read.</exception>
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

    /// <summary>Writes the number of a commit that is on disk.</summary>
    /// <exception cref="IOException">The mark cannot be written. The old mark is then behind, but not
    /// wrong.</exception>
    /// <exception cref="UnauthorizedAccessException">The mark cannot be written, as above.</exception>
    public void Write(string storeId, long seq)
    {
        var text = new MarkContent(storeId, seq, _identity).Write();
        var bytes = Encoding.ASCII.GetBytes(text.PadRight(Length - 1) + "\n");
        try
        {
            Replace(bytes);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // So .NET reports EFBIG, the error of a limit of file sizes (RLIMIT_FSIZE).
            throw new IOException("The mark is beyond the limit of file sizes.", exception);
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

    private void Replace(byte[] bytes)
    {
        if (_handle is null || _held is not { IsInPlace: true })
        {
            Create(bytes);
        }
        else
        {
            // The write replaces the content in place, at equal length: a power cut leaves the old mark or the new
            // mark.
            RandomAccess.Write(_handle, bytes, 0);
        }
    }

    // A temporary name comes first, so that no mark is ever empty.
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

/// <summary>The content of a mark.</summary>
/// <param name="StoreId">The id of the store.</param>
/// <param name="Seq">The number of commits.</param>
/// <param name="Identity">The file's identity; null where it was unknown.</param>
internal sealed record MarkContent(string StoreId, long Seq, string? Identity)
{
    private const string Unknown = "-";

    /// <summary>A mark whose content cannot be understood.</summary>
    public static MarkContent Unreadable { get; } = new("", Seq: 0, Identity: null);

    /// <summary>Parses the text of a mark; returns <see cref="Unreadable"/> for any other text.</summary>
    public static MarkContent Parse(string text) =>
        text.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            is ["store", var id, "commit", var number, "file", var identity]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new(id, seq, identity == Unknown ? null : identity)
            : Unreadable;

    /// <summary>Formats the text of the mark.</summary>
    public string Write() =>
        string.Create(CultureInfo.InvariantCulture, $"store {StoreId} commit {Seq} file {Identity ?? Unknown}");
}
