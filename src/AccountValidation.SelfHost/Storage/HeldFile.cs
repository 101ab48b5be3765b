using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Keeps a file open to find out whether its path still leads to this file. On Linux the system tells the path of an
/// open file. Elsewhere this class notices only a missing file, not a replaced file.
/// </summary>
internal sealed class HeldFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly string? _place;

    /// <summary>Opens an existing file.</summary>
    public HeldFile(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _place = Place();
    }

    /// <summary>False while the file is deleted or moved, even if a copy has taken its place.</summary>
    public bool IsInPlace => File.Exists(_path) && Place() == _place;

    /// <summary>
    /// Closes the file. Call this after SQLite has closed its files: on Unix, closing any handle of a file ends all
    /// locks of this process on that file.
    /// </summary>
    public void Dispose() => _handle.Dispose();

    private string? Place() =>
        OperatingSystem.IsLinux()
            ? new FileInfo(
                string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{_handle.DangerousGetHandle()}")).LinkTarget
            : null;
}
