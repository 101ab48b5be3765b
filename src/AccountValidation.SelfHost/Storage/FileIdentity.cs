using System.Globalization;
using System.Runtime.InteropServices;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Tells a file from every copy, by its inode and its creation time: a new disk reuses the same inode numbers.
/// </summary>
internal static partial class FileIdentity
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint Inode = 0x100; // STATX_INO
    private const uint BirthTime = 0x800; // STATX_BTIME
    private const int MaskAt = 0x00; // struct statx, the same on every architecture: linux/stat.h
    private const int InodeAt = 0x20;
    private const int BirthSecondsAt = 0x50;
    private const int BirthNanosecondsAt = 0x58;

    /// <summary>The identity of an existing file; null where the system gives none: only Linux does.</summary>
    public static string? Of(string path)
    {
        Span<byte> found = stackalloc byte[256];
        return OperatingSystem.IsLinux() && TryAsk(path, found) && (UnsignedAt(found, MaskAt) & Inode) != 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{MemoryMarshal.Read<ulong>(found[InodeAt..])}{Birth(found)}")
            : null;
    }

    private static string Birth(ReadOnlySpan<byte> found) => (UnsignedAt(found, MaskAt) & BirthTime) == 0
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $".{MemoryMarshal.Read<long>(found[BirthSecondsAt..])}.{UnsignedAt(found, BirthNanosecondsAt)}");

    private static uint UnsignedAt(ReadOnlySpan<byte> found, int at) => MemoryMarshal.Read<uint>(found[at..]);

    private static bool TryAsk(string path, Span<byte> found)
    {
        try
        {
            return Statx(CurrentFolder, path, 0, Inode | BirthTime, found) == 0;
        }
        catch (TypeLoadException)
        {
            return false; // no C library of this name, or a C library without statx
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> found);
}
