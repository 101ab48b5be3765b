using System.Text;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>Reads the bytes of a file that another process may be writing. Each byte becomes one character.</summary>
internal static class FileBytes
{
    public static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
