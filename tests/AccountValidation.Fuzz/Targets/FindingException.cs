namespace AccountValidation.Fuzz.Targets;

/// <summary>A parser did what it must not do.</summary>
public sealed class FindingException : Exception
{
    /// <summary>Creates the exception.</summary>
    public FindingException()
    {
    }

    /// <summary>Creates the exception with what is wrong.</summary>
    public FindingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what is wrong and its cause.</summary>
    public FindingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Says what must hold.</summary>
internal static class Must
{
    /// <summary>Throws when it does not hold.</summary>
    /// <exception cref="FindingException">It does not.</exception>
    public static void Hold(bool holds, string what)
    {
        if (!holds)
        {
            throw new FindingException("does not hold: " + what);
        }
    }
}
