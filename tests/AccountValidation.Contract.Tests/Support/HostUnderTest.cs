namespace AccountValidation.Contract.Tests;

/// <summary>
/// The kind of the host under test. The contract is the same on both hosts. On Azure the extension serves the
/// management API; a test of a legitimate difference asks this class.
/// </summary>
internal static class HostUnderTest
{
    /// <summary>True when the Durable Functions extension serves the management API.</summary>
    public static bool IsAzure { get; } =
        Environment.GetEnvironmentVariable("CONTRACT_HOST") switch
        {
            null or "" or "self-host" => false,
            "azure" => true,
            var other => throw new InvalidOperationException(
                $"CONTRACT_HOST is '{other}', which is neither 'self-host' nor 'azure': see README.md."),
        };
}
