using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Api;

/// <summary>Who may call the API.</summary>
public sealed record ApiSettings
{
    /// <summary>The shortest key that is accepted as a setting, in characters.</summary>
    public const int ShortestKey = 8;

    /// <summary><c>Api:Keys:&lt;name&gt;</c>: callers' keys by the callers' names. They open <c>/api/…</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary><c>Api:OperatorKeys:&lt;name&gt;</c>: operators' keys. They open everything.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> OperatorKeys { get; init; } = [];

    /// <summary>Reads the settings.</summary>
    public static ApiSettings Read(SettingsReader reader) => new()
    {
        Keys = ReadKeys(reader, "Api:Keys"),
        OperatorKeys = ReadKeys(reader, "Api:OperatorKeys"),
    };

    /// <summary>Shows no key: the text may reach a log.</summary>
    public override string ToString() => $"{Keys.Count} keys, {OperatorKeys.Count} operator keys";

    private static IReadOnlyList<KeyValuePair<string, string>> ReadKeys(SettingsReader reader, string section)
    {
        var keys = reader.Entries(section) ?? [];
        foreach (var (name, _) in keys.Where(key => key.Value.Length < ShortestKey))
        {
            reader.Refuse($"{section}:{name}", $"the key is shorter than {ShortestKey} characters; use a long random one.");
        }

        return keys;
    }
}
