namespace AccountValidation.Fuzz;

/// <summary>How the program ends.</summary>
internal static class ExitCodes
{
    /// <summary>Nothing was found.</summary>
    public const int Clean = 0;

    /// <summary>Something was found.</summary>
    public const int Found = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>An input took too long.</summary>
    public const int Hang = 70;
}
