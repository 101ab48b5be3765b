using HarnessSettings = AccountValidation.KillHarness.Programs.HostSettings;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>The settings of a <see cref="RuntimeHost"/>: Production, with delays that a test can wait for.</summary>
internal static class RuntimeSettings
{
    // A timer ends up to a second late, so shorter delays would gain little.
    private static readonly Dictionary<string, string?> Defaults = new(StringComparer.Ordinal)
    {
        ["Juspay:ApiKey"] = "an-api-key",
        ["Juspay:Timeout"] = "00:00:10", // a slow machine must not make a penny drop uncertain
        ["Submission:ConfirmAfter"] = "00:00:01",
        ["Recheck:FirstDelay"] = "00:00:01",
        ["Recheck:MaxDelay"] = "00:00:02",
        ["Callbacks:AllowHttp"] = "true",
        ["Callbacks:AllowPrivateNetworks"] = "true",
        ["Callbacks:Secrets:0"] = HarnessSettings.Secret,
        ["Api:Keys:tests"] = "key-of-the-tests",
        ["Queues:Intake"] = "validation-requests",
        ["Sweep:Schedule"] = "0 */5 * * * *",
    };

    /// <summary>The settings of one host.</summary>
    /// <param name="tables">A connection string to its tables.</param>
    /// <param name="juspay">Where its Juspay is.</param>
    /// <param name="others">What the test sets; it wins.</param>
    public static Dictionary<string, string?> With(
        string tables, Uri juspay, IEnumerable<(string Name, string Value)> others)
    {
        var settings = new Dictionary<string, string?>(Defaults, StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = tables,
            ["Juspay:BaseUrl"] = juspay.ToString(),
        };
        foreach (var (name, value) in others)
        {
            settings[name] = value;
        }

        return settings;
    }
}
