using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Juspay;

/// <summary>The settings of calls to Juspay and of Juspay's notifications.</summary>
public sealed record JuspaySettings
{
    private const int ShortestPassword = 8;

    /// <summary>
    /// <c>Juspay:BaseUrl</c>. Default <c>https://sandbox.juspay.in</c>; plain http for loopback only.
    /// </summary>
    public Uri BaseUrl { get; init; } = new("https://sandbox.juspay.in/");

    /// <summary><c>Juspay:ApiKey</c>, the user name of HTTP Basic. A secret.</summary>
    public string? ApiKey { get; init; }

    /// <summary><c>Juspay:MerchantId</c>, sent as <c>x-merchantid</c> when set.</summary>
    public string? MerchantId { get; init; }

    /// <summary>
    /// <c>Juspay:Timeout</c>: the most time of one call, connecting included. Default 30 s, from 10 ms to 10 min.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// <c>Juspay:MaxConcurrentCalls</c> of each process. Default 64, from 1 to 10,000; further calls wait.
    /// </summary>
    public int MaxConcurrentCalls { get; init; } = 64;

    /// <summary>
    /// <c>Juspay:CallsPerSecond</c> of the whole service, all processes together; null for no limit. From 0.01 to
    /// 100,000; further calls wait.
    /// </summary>
    public double? CallsPerSecond { get; init; }

    /// <summary>
    /// <c>Juspay:LongestWaitBehindBulk</c>: after this wait for a permit, a live validation's call goes before bulk
    /// calls. Bulk calls still get every tenth permit. Default 2 s, from 0 s to 1 h.
    /// </summary>
    public TimeSpan LongestWaitBehindBulk { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// <c>Juspay:GatewayParameter</c>: the form field of the preferred gateway, which Juspay's public documentation
    /// does not show. Default <c>gateway_id</c>.
    /// </summary>
    public string GatewayParameter { get; init; } = "gateway_id";

    /// <summary>
    /// <c>Juspay:AmountParameter</c>: the form field of the amount, also undocumented. Default <c>amount</c>.
    /// </summary>
    public string AmountParameter { get; init; } = "amount";

    /// <summary>
    /// <c>Juspay:NotificationUser</c>, the user name with which Juspay sends notifications; null for no notifications.
    /// </summary>
    public string? NotificationUser { get; init; }

    /// <summary><c>Juspay:NotificationPassword</c>, required with a user, refused without. A secret.</summary>
    public string? NotificationPassword { get; init; }

    /// <summary>Reads the settings; the reader collects the faults.</summary>
    public static JuspaySettings Read(SettingsReader reader)
    {
        var defaults = new JuspaySettings();
        var (notificationUser, notificationPassword) = ReadNotificationCredentials(reader);
        return new()
        {
            BaseUrl = ReadBaseUrl(reader, defaults.BaseUrl),
            ApiKey = reader.Text("Juspay:ApiKey"),
            MerchantId = ReadHeaderText(reader, "Juspay:MerchantId"),
            Timeout = reader.Duration(
                "Juspay:Timeout",
                defaults.Timeout,
                TimeSpan.FromMilliseconds(10),
                TimeSpan.FromMinutes(10)),
            MaxConcurrentCalls = reader.Whole("Juspay:MaxConcurrentCalls", defaults.MaxConcurrentCalls, 1, 10_000),
            CallsPerSecond = reader.Number("Juspay:CallsPerSecond", 0.01, 100_000),
            LongestWaitBehindBulk = reader.Duration(
                "Juspay:LongestWaitBehindBulk",
                defaults.LongestWaitBehindBulk,
                TimeSpan.Zero,
                TimeSpan.FromHours(1)),
            GatewayParameter = reader.Text("Juspay:GatewayParameter") ?? defaults.GatewayParameter,
            AmountParameter = reader.Text("Juspay:AmountParameter") ?? defaults.AmountParameter,
            NotificationUser = notificationUser,
            NotificationPassword = notificationPassword,
        };
    }

    /// <summary>Shows no secret, because the string may reach a log.</summary>
    public override string ToString() => $"Juspay at {BaseUrl}";

    private static Uri ReadBaseUrl(SettingsReader reader, Uri otherwise)
    {
        if (reader.Text("Juspay:BaseUrl") is not { } text)
        {
            return otherwise;
        }

        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            reader.Refuse(
                "Juspay:BaseUrl",
                "not a base address such as https://api.juspay.in; plain http is allowed for loopback only.");
            return otherwise;
        }

        return url;
    }

    private static (string? User, string? Password) ReadNotificationCredentials(SettingsReader reader)
    {
        const string UserName = "Juspay:NotificationUser";
        const string PasswordName = "Juspay:NotificationPassword";
        var (user, password) = (reader.Text(UserName), reader.Text(PasswordName));
        if (user is null != password is null)
        {
            reader.Refuse(
                user is null ? UserName : PasswordName,
                $"is missing; {UserName} and {PasswordName} are set together or not at all.");
        }

        if (user?.Contains(':', StringComparison.Ordinal) == true)
        {
            reader.Refuse(UserName, "holds a colon, which a user name of HTTP Basic cannot.");
        }

        if (password?.Length < ShortestPassword)
        {
            reader.Refuse(
                PasswordName,
                $"the password is shorter than {ShortestPassword} characters; use a long random one.");
        }

        return (user, password);
    }

    private static string? ReadHeaderText(SettingsReader reader, string name)
    {
        var text = reader.Text(name);
        if (text is null || text.All(character => character is > ' ' and < (char)127))
        {
            return text;
        }

        reader.Refuse(name, "holds a character that no HTTP header may hold.");
        return null;
    }
}
