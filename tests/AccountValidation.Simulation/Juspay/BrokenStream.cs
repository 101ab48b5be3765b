using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>A body that begins well, and then breaks or never continues.</summary>
internal sealed class BrokenStream(byte[] begun, BodyEnd end, VirtualTime time) : Stream
{
    private bool _isGiven;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isGiven && begun.Length > 0)
        {
            _isGiven = true;
            begun.CopyTo(buffer);
            return begun.Length;
        }

        if (end == BodyEnd.Breaks)
        {
            throw new IOException("The connection broke.");
        }

        var never = new TaskCompletionSource<int>();
        await using var givenUp = cancellationToken.UnsafeRegister(
            _ => time.After(TimeSpan.Zero, () => never.TrySetCanceled(cancellationToken)), null);
        return await never.Task;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
