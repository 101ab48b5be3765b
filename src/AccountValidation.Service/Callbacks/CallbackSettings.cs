using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Callbacks;

/// <summary>The settings of callbacks.</summary>
public sealed record CallbackSettings
{
    /// <summary>
    /// The delays that Standard Webhooks 1.0 recommends: 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.
    /// </summary>
    public static readonly IReadOnlyList<TimeSpan> DefaultSchedule =
    [
        TimeSpan.Zero,
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>
    /// <c>Callbacks:DefaultUrl</c>: the callback URL of a request that names none; null for no callback.
    /// </summary>
    public string? DefaultUrl { get; init; }

    /// <summary>
    /// <c>Callbacks:Secrets:&lt;n&gt;</c>: every callback carries one signature for each secret, so that the operator
    /// can rotate secrets.
    /// </summary>
    public IReadOnlyList<SigningSecret> Secrets { get; init; } = [];

    /// <summary><c>Callbacks:Timeout</c>: the most time of one attempt. Default 15 s, from 10 ms to 5 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// <c>Callbacks:Schedule:&lt;n&gt;</c>: the delays before the first and each further attempt, each up to 30 days.
    /// </summary>
    public IReadOnlyList<TimeSpan> Schedule { get; init; } = DefaultSchedule;

    /// <summary><c>Callbacks:AllowHttp</c>: allows plain http. Default false.</summary>
    public bool AllowHttp { get; init; }

    /// <summary><c>Callbacks:AllowPrivateNetworks</c>: allows addresses that are not public. Default false.</summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>Allows loopback, by http too. Not a setting: the hosts set this flag in Development only.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>
    /// <c>Callbacks:AllowedHosts:&lt;n&gt;</c>: the only hosts that the service calls; empty for any host.
    /// <c>*.example.com</c> allows all hosts below a domain.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Reads the settings; the reader collects the faults.</summary>
    public static CallbackSettings Read(SettingsReader reader)
    {
        var defaults = new CallbackSettings();
        return new()
        {
            DefaultUrl = reader.Text("Callbacks:DefaultUrl"),
            Secrets = [.. ReadSecrets(reader)],
            Timeout = reader.Duration(
                "Callbacks:Timeout",
                defaults.Timeout,
                TimeSpan.FromMilliseconds(10),
                TimeSpan.FromMinutes(5)),
            Schedule = reader.Durations("Callbacks:Schedule", defaults.Schedule, TimeSpan.Zero, TimeSpan.FromDays(30)),
            AllowHttp = reader.Flag("Callbacks:AllowHttp", otherwise: false),
            AllowPrivateNetworks = reader.Flag("Callbacks:AllowPrivateNetworks", otherwise: false),
            AllowedHosts = [.. reader.Entries("Callbacks:AllowedHosts")?.Select(entry => entry.Value) ?? []],
        };
    }

    /// <summary>Shows no secret, and no URL, which may hold a token, because the string may reach a log.</summary>
    public override string ToString() => $"{Secrets.Count} secrets, {Schedule.Count} attempts";

    private static IEnumerable<SigningSecret> ReadSecrets(SettingsReader reader)
    {
        foreach (var (key, text) in reader.Entries("Callbacks:Secrets") ?? [])
        {
            if (SigningSecret.TryParse(text) is { } secret)
            {
                yield return secret;
            }
            else
            {
                reader.Refuse(
                    $"Callbacks:Secrets:{key}",
                    "not a signing secret; write whsec_ and the base64 of 24 to 64 random bytes.");
            }
        }
    }
}
