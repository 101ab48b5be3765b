using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// A file that is held open, to find out whether its path still leads to it. On Linux the system says where an open
/// file is; elsewhere another file at its place goes unnoticed, and only a missing one is seen.
/// </summary>
internal sealed class HeldFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly string? _place;

    /// <summary>Holds a file that exists.</summary>
    public HeldFile(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _place = Place();
    }

    /// <summary>False while the file is deleted or elsewhere, also when a copy of it has taken its place.</summary>
    public bool IsInPlace => File.Exists(_path) && Place() == _place;

    /// <summary>
    /// Lets the file go. Only after SQLite has: on Unix, closing any handle of a file ends the locks that this process
    /// has on it.
    /// </summary>
    public void Dispose() => _handle.Dispose();

    private string? Place() =>
        OperatingSystem.IsLinux()
            ? new FileInfo(
                string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{_handle.DangerousGetHandle()}")).LinkTarget
            : null;
}
