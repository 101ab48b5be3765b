using System.Buffers;

namespace AccountValidation.Service.Http;

/// <summary>A body, read up to a bound.</summary>
/// <param name="Bytes">The bytes read.</param>
/// <param name="IsWhole">False when the body is larger than the bound.</param>
public readonly record struct BoundedBody(ReadOnlyMemory<byte> Bytes, bool IsWhole)
{
    private const int ChunkLength = 4096;

    /// <summary>Reads a stream to its end, or to the bound if the bound comes first.</summary>
    /// <param name="stream">The stream, which the caller disposes.</param>
    /// <param name="bound">The most bytes to keep.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<BoundedBody> ReadAsync(Stream stream, int bound, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(ChunkLength);
        while (buffer.WrittenCount <= bound)
        {
            var length = await stream.ReadAsync(buffer.GetMemory(ChunkLength), cancellationToken);
            if (length == 0)
            {
                return new(buffer.WrittenMemory, IsWhole: true);
            }

            buffer.Advance(length);
        }

        return new(buffer.WrittenMemory[..bound], IsWhole: false);
    }
}
