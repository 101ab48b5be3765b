namespace AccountValidation.Contract.Tests;

/// <summary>A running host, named by environment variables: see README.md.</summary>
internal sealed record ExternalTarget(
    Uri Address,
    Uri Simulator,
    string Key,
    string OperatorKey,
    string ManagementKey,
    IReadOnlyList<string> Secrets,
    Uri? Hasty,
    Uri? Cautious,
    Uri? Narrow)
{
    /// <summary>Reads the named host; returns null when none is named.</summary>
    public static ExternalTarget? Read() =>
        Environment.GetEnvironmentVariable("CONTRACT_BASE_ADDRESS") is { Length: > 0 } address
            ? new(
                new(address),
                new(Required("CONTRACT_SIMULATOR")),
                Required("CONTRACT_KEY"),
                Required("CONTRACT_OPERATOR_KEY"),
                Environment.GetEnvironmentVariable("CONTRACT_MANAGEMENT_KEY") is { Length: > 0 } key
                    ? key
                    : Required("CONTRACT_OPERATOR_KEY"),
                Required("CONTRACT_SECRETS").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Optional("CONTRACT_HASTY_ADDRESS"),
                Optional("CONTRACT_CAUTIOUS_ADDRESS"),
                Optional("CONTRACT_NARROW_ADDRESS"))
            : null;

    private static Uri? Optional(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } address ? new(address) : null;

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"CONTRACT_BASE_ADDRESS is set, so {name} must be set too: see README.md.");
}
