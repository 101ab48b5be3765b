using System.Globalization;

namespace AccountValidation.KillHarness.Programs;

/// <summary>The self-host's settings: Production, with short times, so that a validation ends in seconds.</summary>
internal sealed record HostSettings
{
    public const string Key = "a-key-of-the-harness";
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string NotificationUser = "juspay";
    public const string NotificationPassword = "a-password-of-juspay";

    /// <summary>The most attempts of a callback.</summary>
    public const int CallbackAttempts = 8;

    /// <summary>The time that running steps have after SIGTERM.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    public required Uri Address { get; init; }

    public required Uri Juspay { get; init; }

    public required string DatabasePath { get; init; }

    /// <summary><c>Recheck:Deadline</c>.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary><c>SelfHost:RetainSettled</c>; null for the default.</summary>
    public TimeSpan? RetainSettled { get; init; }

    /// <summary>Returns the settings as environment variables.</summary>
    public Dictionary<string, string> ToEnvironment()
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["Logging__LogLevel__Default"] = "Warning",
            ["Juspay__BaseUrl"] = Juspay.ToString(),
            ["Juspay__ApiKey"] = "an-api-key",
            ["Juspay__Timeout"] = "00:00:02",
            ["Juspay__NotificationUser"] = NotificationUser,
            ["Juspay__NotificationPassword"] = NotificationPassword,
            ["Submission__ConfirmAfter"] = "00:00:00.500",
            ["Submission__MaxAttempts"] = "10",
            ["Recheck__FirstDelay"] = "00:00:00.200",
            ["Recheck__MaxDelay"] = "00:00:00.500",
            ["Recheck__Deadline"] = Text(Deadline),
            ["Callbacks__AllowHttp"] = "true",
            ["Callbacks__AllowPrivateNetworks"] = "true",
            ["Callbacks__Secrets__0"] = Secret,
            ["Callbacks__Timeout"] = "00:00:01",
            ["Api__Keys__harness"] = Key,
            ["SelfHost__DatabasePath"] = DatabasePath,
            ["SelfHost__DrainTime"] = Text(DrainTime),
        };
        for (var attempt = 0; attempt < CallbackAttempts; attempt++)
        {
            settings[$"Callbacks__Schedule__{attempt}"] = attempt == 0 ? "00:00:00" : "00:00:00.300";
        }

        if (RetainSettled is { } retain)
        {
            settings["SelfHost__RetainSettled"] = Text(retain);
        }

        return settings;
    }

    private static string Text(TimeSpan duration) => duration.ToString("c", CultureInfo.InvariantCulture);
}
