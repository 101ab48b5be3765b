namespace AccountValidation.Simulation.Audits;

/// <summary>A guarantee is broken. The message says how.</summary>
internal sealed class BrokenGuaranteeException : Exception
{
    /// <summary>Creates the exception with the default message.</summary>
    public BrokenGuaranteeException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public BrokenGuaranteeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public BrokenGuaranteeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
