namespace AccountValidation.Service.Callbacks;

/// <summary>The address policy forbids an address that the host name of a callback resolved to.</summary>
public sealed class AddressNotAllowedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public AddressNotAllowedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public AddressNotAllowedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public AddressNotAllowedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
