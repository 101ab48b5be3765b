using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Api;

/// <summary>The API keys of callers and operators.</summary>
public sealed record ApiSettings
{
    /// <summary>The length of the shortest API key, in characters.</summary>
    public const int ShortestKey = 8;

    private const string Callers = "Api:Keys";
    private const string SeesAll = "SeesAll";

    /// <summary>
    /// <c>Api:Keys:&lt;name&gt;</c> and <c>Api:Keys:&lt;name&gt;:&lt;n&gt;</c>: callers' API keys by the callers'
    /// names. These keys open <c>/api/…</c>. A caller may have several keys, so that a new key works before the
    /// operator removes the old key. Idempotency keys belong to the caller's name, not to an API key.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>
    /// The names of the callers with <c>Api:Keys:&lt;name&gt;:SeesAll</c>. Every other caller sees the validations that
    /// the caller started.
    /// </summary>
    public IReadOnlySet<string> SeeAll { get; init; } = new HashSet<string>();

    /// <summary>
    /// <c>Api:OperatorKeys:&lt;name&gt;</c>, and with <c>:&lt;n&gt;</c>: operators' API keys. These keys open every
    /// route.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> OperatorKeys { get; init; } = [];

    /// <summary>Reads the keys. The reader collects a fault for each key that is too short.</summary>
    public static ApiSettings Read(SettingsReader reader) => new()
    {
        Keys = ReadKeys(reader, Callers),
        SeeAll = reader.Sections(Callers)
            .Where(name => reader.Flag($"{Callers}:{name}:{SeesAll}", otherwise: false))
            .ToHashSet(StringComparer.Ordinal),
        OperatorKeys = ReadKeys(reader, "Api:OperatorKeys"),
    };

    /// <summary>Shows no key, because the string may reach a log.</summary>
    public override string ToString() => $"{Keys.Count} keys, {OperatorKeys.Count} operator keys";

    private static List<KeyValuePair<string, string>> ReadKeys(SettingsReader reader, string section)
    {
        var keys = new List<KeyValuePair<string, string>>();
        foreach (var name in reader.Sections(section))
        {
            foreach (var (setting, key) in KeysOf(reader, $"{section}:{name}"))
            {
                if (key.Length < ShortestKey)
                {
                    reader.Refuse(setting, $"the key is shorter than {ShortestKey} characters; use a long random one.");
                }

                keys.Add(new(name, key));
            }
        }

        return keys;
    }

    private static IEnumerable<(string Setting, string Key)> KeysOf(SettingsReader reader, string setting)
    {
        if (reader.Text(setting) is { } key)
        {
            yield return (setting, key);
        }

        foreach (var (number, further) in reader.Entries(setting) ?? [])
        {
            if (setting.StartsWith(Callers + ":", StringComparison.Ordinal)
                && number.Equals(SeesAll, StringComparison.OrdinalIgnoreCase))
            {
                continue; // a flag, and no key
            }

            yield return ($"{setting}:{number}", further);
        }
    }
}
