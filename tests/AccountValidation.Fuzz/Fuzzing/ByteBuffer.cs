namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>Bytes that are cut and put together, up to a bound; what would go beyond it is left.</summary>
/// <param name="bound">The most bytes.</param>
internal sealed class ByteBuffer(int bound)
{
    private readonly byte[] _bytes = new byte[bound];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes.</summary>
    public Span<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Begins anew.</summary>
    public void Set(ReadOnlySpan<byte> bytes)
    {
        Length = Math.Min(bytes.Length, bound);
        bytes[..Length].CopyTo(_bytes);
    }

    /// <summary>Puts bytes in.</summary>
    public void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        var length = Math.Min(bytes.Length, bound - Length);
        _bytes.AsSpan(at, Length - at).CopyTo(_bytes.AsSpan(at + length));
        bytes[..length].CopyTo(_bytes.AsSpan(at));
        Length += length;
    }

    /// <summary>Takes bytes out.</summary>
    public void Remove(int at, int length)
    {
        _bytes.AsSpan(at + length, Length - at - length).CopyTo(_bytes.AsSpan(at));
        Length -= length;
    }

    /// <summary>Writes bytes over those that are there.</summary>
    public void Overwrite(int at, ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, Length - at)].CopyTo(_bytes.AsSpan(at));
}
