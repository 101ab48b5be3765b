namespace AccountValidation.SelfHost.Demo;

/// <summary>
/// Stands in for simulator and demo inbox in a build without them. The settings refuse the demo before any call.
/// </summary>
internal static class DemoParts
{
    private const string Absent = "This program was built without the demo.";

    /// <summary>Whether this build includes simulator and inbox.</summary>
    public static bool AreThere => false;

    /// <summary>Must not be called.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static void Add(IServiceCollection services, Uri address, string databasePath) =>
        throw new NotSupportedException(Absent);

    /// <summary>Must not be called.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static void Map(IEndpointRouteBuilder endpoints) => throw new NotSupportedException(Absent);
}
