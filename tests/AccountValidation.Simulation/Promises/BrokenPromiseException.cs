namespace AccountValidation.Simulation.Promises;

/// <summary>Something happened that must never happen. The message says what.</summary>
internal sealed class BrokenPromiseException : Exception
{
    /// <summary>Creates the exception.</summary>
    public BrokenPromiseException()
    {
    }

    /// <summary>Creates the exception with what happened.</summary>
    public BrokenPromiseException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and its cause.</summary>
    public BrokenPromiseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
