using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Api;

/// <summary>Who may call the API.</summary>
public sealed record ApiSettings
{
    /// <summary>The shortest key that is accepted as a setting, in characters.</summary>
    public const int ShortestKey = 8;

    /// <summary>
    /// <c>Api:Keys:&lt;name&gt;</c> and <c>Api:Keys:&lt;name&gt;:&lt;n&gt;</c>: callers' keys by the callers' names.
    /// They open <c>/api/…</c>. A caller may have several, so that a new key works before the old one is taken away;
    /// his idempotency keys belong to his name, not to one of them.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>
    /// <c>Api:OperatorKeys:&lt;name&gt;</c>, and with <c>:&lt;n&gt;</c>: operators' keys. They open everything.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> OperatorKeys { get; init; } = [];

    /// <summary>Reads the settings.</summary>
    public static ApiSettings Read(SettingsReader reader) => new()
    {
        Keys = ReadKeys(reader, "Api:Keys"),
        OperatorKeys = ReadKeys(reader, "Api:OperatorKeys"),
    };

    /// <summary>Shows no key: the text may reach a log.</summary>
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
            yield return ($"{setting}:{number}", further);
        }
    }
}
