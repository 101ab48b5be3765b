namespace AccountValidation.SelfHost.Demo;

/// <summary>
/// The program without simulated Juspay and inbox: settings that ask for them are refused before anything of this is
/// called.
/// </summary>
internal static class DemoParts
{
    private const string Absent = "This program was built without the demo.";

    /// <summary>Whether the program has them.</summary>
    public static bool AreThere => false;

    /// <summary>Never called.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static void Add(IServiceCollection services, Uri address, string databasePath) =>
        throw new NotSupportedException(Absent);

    /// <summary>Never called.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static void Map(IEndpointRouteBuilder endpoints) => throw new NotSupportedException(Absent);
}
