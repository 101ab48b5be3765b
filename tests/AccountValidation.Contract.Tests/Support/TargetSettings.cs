using System.Globalization;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// The settings of the hosts that this suite starts. A running host needs the same settings: see README.md.
/// </summary>
internal static class TargetSettings
{
    public const string Key = "key-of-the-caller-alpha";
    public const string OtherKey = "key-of-the-caller-beta";
    public const string OperatorKey = "key-of-the-operator-ops";
    public const string NotificationUser = "juspay";
    public const string NotificationPassword = "password of the notifications";
    public const string JuspayKey = "key-of-juspay";

    public static readonly IReadOnlyList<string> Secrets =
    [
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", // the secret of the known-answer vector of Standard Webhooks
        "whsec_c2VjcmV0LW9mLXRoZS1jb250cmFjdC1zdWl0ZS0y",
    ];

    /// <summary>The settings of the main host: short times, callbacks to loopback.</summary>
    public static Dictionary<string, string> Usual(Uri simulator) => new(Common(simulator))
    {
        ["Callbacks__AllowHttp"] = "true",
        ["Callbacks__AllowPrivateNetworks"] = "true",
        ["Juspay__NotificationUser"] = NotificationUser,
        ["Juspay__NotificationPassword"] = NotificationPassword,
        ["Recheck__FirstDelay"] = "00:00:00.200",
        ["Recheck__MaxDelay"] = "00:00:01",
        ["Recheck__Deadline"] = "00:01:00",
    };

    /// <summary>
    /// The settings of a host that expires validations soon, and reuses an answer of the last two hours.
    /// </summary>
    public static Dictionary<string, string> Hasty(Uri simulator) => new(Usual(simulator))
    {
        ["Recheck__Deadline"] = "00:00:05",
        ["Submission__ReuseWithin"] = "02:00:00",
    };

    /// <summary>
    /// The settings of a host with production's address rules, which checks once an hour: a busy machine must not lose
    /// a delayed penny drop.
    /// </summary>
    public static Dictionary<string, string> Cautious(Uri simulator) => new(Common(simulator))
    {
        ["Juspay__Timeout"] = "00:00:10",
        ["Recheck__FirstDelay"] = "01:00:00",
        ["Recheck__MaxDelay"] = "02:00:00",
    };

    /// <summary>The settings of a host that allows a single unsettled validation.</summary>
    public static Dictionary<string, string> Narrow(Uri simulator) =>
        new(Usual(simulator)) { ["Submission__MaxUnsettled"] = "1" };

    private static Dictionary<string, string> Common(Uri simulator)
    {
        var settings = new Dictionary<string, string>
        {
            ["Juspay__BaseUrl"] = simulator.ToString(),
            ["Juspay__ApiKey"] = JuspayKey,
            ["Juspay__Timeout"] = "00:00:01",
            ["Api__Keys__alpha"] = Key,
            ["Api__Keys__beta"] = OtherKey,
            ["Api__OperatorKeys__ops"] = OperatorKey,
            ["Callbacks__Timeout"] = "00:00:02",
            ["Callbacks__Schedule__0"] = "00:00:00",
            ["Callbacks__Schedule__1"] = "00:00:00.200",
            ["Callbacks__Schedule__2"] = "00:00:00.400",
            ["Submission__ConfirmAfter"] = "00:00:00.300",
        };
        for (var turn = 0; turn < Secrets.Count; turn++)
        {
            settings[string.Create(CultureInfo.InvariantCulture, $"Callbacks__Secrets__{turn}")] = Secrets[turn];
        }

        return settings;
    }
}
