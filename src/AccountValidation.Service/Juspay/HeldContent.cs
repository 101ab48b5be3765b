using System.Net;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// The body of a penny drop. On the open connection, right before its first byte, the body asks once more whether the
/// penny drop may leave. Over HTTP/1.1 the headers wait in the same buffer, so after a no nothing has left.
/// </summary>
internal sealed class HeldContent : HttpContent
{
    private readonly FormUrlEncodedContent _form;
    private readonly Func<bool> _mayLeave;

    /// <summary>Creates the body.</summary>
    /// <param name="form">The form, which the caller disposes.</param>
    /// <param name="mayLeave">Returns true while the penny drop may still leave.</param>
    public HeldContent(FormUrlEncodedContent form, Func<bool> mayLeave)
    {
        (_form, _mayLeave) = (form, mayLeave);
        Headers.ContentType = form.Headers.ContentType;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    ) => _mayLeave() ? _form.CopyToAsync(stream, context, cancellationToken) : throw new HeldBackException();

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _form.Headers.ContentLength ?? 0;
        return _form.Headers.ContentLength is not null;
    }
}

/// <summary>
/// The service held a penny drop back at the last moment. Only an exception stops an HTTP client at that point.
/// </summary>
public sealed class HeldBackException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HeldBackException()
        : base("The check before the penny drop is too old.")
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public HeldBackException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public HeldBackException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
