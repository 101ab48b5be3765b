using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.Service.Settings;

/// <summary>
/// Reads settings and collects every fault, so that a refused start names all faults at once. The framework's binder is
/// no substitute: it reads <c>72:00:00</c> as 72 days and appends to pre-filled lists.
/// </summary>
/// <param name="configuration">The source of the settings.</param>
public sealed class SettingsReader(IConfiguration configuration)
{
    private const string KeyVaultReference = "@Microsoft.KeyVault(";

    private readonly List<string> _faults = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _lists = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The faults so far. Each fault names its setting and the remedy.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Adds a fault about a setting. The message must not hold a secret's value.</summary>
    public void Refuse(string name, string what) => _faults.Add($"{name}: {what}");

    /// <summary>A string, trimmed; null when the setting is missing or blank.</summary>
    public string? Text(string name)
    {
        _names.Add(name);
        return configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? Resolved(name, text.Trim()) : null;
    }

    /// <summary>The strings of a list or map, in the order of their keys; null when all are missing or blank.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Entries(string name)
    {
        _lists.Add(name);
        var entries = configuration.GetSection(name).GetChildren()
            .Where(child => !string.IsNullOrWhiteSpace(child.Value))
            .Select(child => KeyValuePair.Create(child.Key, Resolved($"{name}:{child.Key}", child.Value!.Trim())))
            .ToList();
        return entries.Count == 0 ? null : entries;
    }

    /// <summary>The names of the sections below a section.</summary>
    public IEnumerable<string> Sections(string name) =>
        configuration.GetSection(name).GetChildren().Select(child => child.Key);

    /// <summary>
    /// A duration written <c>hh:mm:ss</c> (hours may exceed 23) or <c>d.hh:mm:ss</c>, within a range.
    /// </summary>
    public TimeSpan Duration(string name, TimeSpan otherwise, TimeSpan least, TimeSpan most) =>
        Text(name) is { } text ? DurationOf(name, text, otherwise, least, most) : otherwise;

    /// <summary>A list of durations. A configured list replaces the whole default.</summary>
    public IReadOnlyList<TimeSpan> Durations(
        string name, IReadOnlyList<TimeSpan> otherwise, TimeSpan least, TimeSpan most) =>
        Entries(name)
            ?.Select(entry => DurationOf($"{name}:{entry.Key}", entry.Value, TimeSpan.Zero, least, most))
            .ToList()
        ?? otherwise;

    /// <summary>A whole number within a range.</summary>
    public int Whole(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most)
        {
            return value;
        }

        Refuse(name, $"'{text}' is not a whole number from {least} to {most}.");
        return otherwise;
    }

    /// <summary>A decimal number within a range; null when the setting is missing.</summary>
    public double? Number(string name, double least, double most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most)
        {
            return value;
        }

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to {most}."));
        return null;
    }

    /// <summary>A flag, written <c>true</c> or <c>false</c>.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Refuse(name, $"'{text}' is neither true nor false.");
        return otherwise;
    }

    /// <summary>
    /// Refuses every unread setting of some sections, because a misspelt setting would have no effect. Refuses misspelt
    /// sections, too.
    /// </summary>
    /// <param name="sections">The sections whose settings have all been read.</param>
    public void RefuseUnknown(params IReadOnlyCollection<string> sections)
    {
        foreach (
            var (name, _) in sections
                .SelectMany(section => configuration.GetSection(section).AsEnumerable())
                .Where(IsSet)
                .Where(setting =>
                    !IsKnown(setting.Key) && !sections.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var nearest = NearestName.Of(name, _names.Concat(_lists.Select(list => list + ":0")));
            Refuse(
                name, nearest is null ? "is no setting: take it away." : $"is no setting. Did you mean {nearest}?");
        }

        foreach (
            var section in configuration
                .GetChildren()
                .Select(child => child.Key)
                .Except(sections, StringComparer.OrdinalIgnoreCase))
        {
            RefuseMisspelt(section, sections);
        }
    }

    // Other programs have sections, too. So only a setting that would be valid in the nearest section of this service
    // is refused.
    private void RefuseMisspelt(string section, IReadOnlyCollection<string> sections)
    {
        if (NearestName.Of(section, sections) is not { } nearest)
        {
            return;
        }

        foreach (var (name, _) in configuration.GetSection(section).AsEnumerable().Where(IsSet))
        {
            if (nearest + name[section.Length..] is var meant && meant != nearest && IsKnown(meant))
            {
                Refuse(name, $"is no setting. Did you mean {meant}?");
            }
        }
    }

    // A blank setting counts as missing everywhere. Another program's variable may have the bare name of a section.
    private static bool IsSet(KeyValuePair<string, string?> setting) => !string.IsNullOrWhiteSpace(setting.Value);

    private bool IsKnown(string name) =>
        _names.Contains(name) || (name.LastIndexOf(':') is > 0 and var end && _lists.Contains(name[..end]));

    // App Service passes on a reference that leads nowhere as the value. As a key or password, such a reference would
    // be easy to guess.
    private string Resolved(string name, string text)
    {
        if (text.StartsWith(KeyVaultReference, StringComparison.OrdinalIgnoreCase))
        {
            Refuse(
                name,
                "is a Key Vault reference that could not be resolved; check that the secret exists and that the "
                + "identity may read it.");
        }

        return text;
    }

    private TimeSpan DurationOf(string name, string text, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (DurationText.TryParse(text, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Refuse(
            name,
            $"'{text}' is not a duration from {DurationText.Of(least)} to {DurationText.Of(most)}, written hh:mm:ss.");
        return otherwise;
    }
}
