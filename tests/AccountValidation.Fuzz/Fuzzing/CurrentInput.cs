using System.IO.MemoryMappedFiles;

namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>The input that is being tried, in a file that outlives the process: so what killed it is known.</summary>
internal sealed class CurrentInput : IDisposable
{
    private const int Head = sizeof(int);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Opens the file for writing.</summary>
    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, Head + Mutator.MaxLength);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Writes the input that is tried next.</summary>
    public void Write(byte[] input)
    {
        _view.Write(0, input.Length);
        _view.WriteArray(Head, input, 0, input.Length);
    }

    /// <summary>The input of a process that has ended.</summary>
    public static byte[] Read(string path)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return bytes.Length < Head
            ? []
            : bytes.AsSpan(Head, Math.Clamp(BitConverter.ToInt32(bytes), 0, bytes.Length - Head)).ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
