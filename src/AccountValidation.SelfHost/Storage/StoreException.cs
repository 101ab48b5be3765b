namespace AccountValidation.SelfHost.Storage;

/// <summary>The database file does not allow a start. The message gives the remedy.</summary>
internal sealed class StoreException : Exception
{
    /// <summary>Creates the exception with the default message.</summary>
    public StoreException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
