namespace AccountValidation.Contract.Tests;

/// <summary>
/// Which host is tested. The contract is the same on both; the management API is Microsoft's own on Azure, and each
/// test in which it legitimately differs asks here and says what it does instead.
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
