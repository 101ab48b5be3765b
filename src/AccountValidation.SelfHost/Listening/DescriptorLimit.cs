using System.Runtime.InteropServices;

namespace AccountValidation.SelfHost.Listening;

/// <summary>
/// The number of files and sockets that this process may have open at once. .NET raises the soft limit to the hard
/// limit before the program reads it.
/// </summary>
internal static partial class DescriptorLimit
{
    private const int OpenFilesOfLinux = 7; // RLIMIT_NOFILE: asm-generic/resource.h
    private const int OpenFilesOfMac = 8;

    /// <summary>The limit in force; null where the system has or tells no limit.</summary>
    public static long? Read()
    {
        if (!Environment.Is64BitProcess || !(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()))
        {
            return null;
        }

        Span<ulong> limits = stackalloc ulong[2]; // struct rlimit: the soft limit, the hard one
        return
            GetLimit(OperatingSystem.IsLinux() ? OpenFilesOfLinux : OpenFilesOfMac, limits) == 0
            && limits[0] <= long.MaxValue
            ? (long)limits[0]
            : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetLimit(int resource, Span<ulong> limits);
}
