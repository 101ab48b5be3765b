namespace AccountValidation.Simulation.Audits;

/// <summary>Something happened that must never happen. The message says what.</summary>
internal sealed class BrokenGuaranteeException : Exception
{
    /// <summary>Creates the exception.</summary>
    public BrokenGuaranteeException()
    {
    }

    /// <summary>Creates the exception with what happened.</summary>
    public BrokenGuaranteeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and its cause.</summary>
    public BrokenGuaranteeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
