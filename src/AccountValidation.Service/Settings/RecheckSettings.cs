using AccountValidation.Core;

namespace AccountValidation.Service.Settings;

/// <summary>The intervals of later checks, in general and for single gateways.</summary>
public sealed record RecheckSettings
{
    /// <summary>
    /// First check after 5 s, factor 1.6, longest interval 10 min, jitter 0.2, deadline 72 h, no preset.
    /// </summary>
    public static readonly RecheckTerms Defaults = new(
        TimeSpan.FromSeconds(5), 1.6, TimeSpan.FromMinutes(10), 0.2, TimeSpan.FromHours(72));

    /// <summary><c>Recheck:…</c>: the terms for every gateway without its own.</summary>
    public RecheckTerms General { get; init; } = Defaults;

    /// <summary>
    /// <c>Recheck:Gateways:&lt;gateway&gt;:…</c>: the terms of one gateway. A missing setting takes the general value.
    /// </summary>
    public IReadOnlyDictionary<string, RecheckTerms> Gateways { get; init; } = new Dictionary<string, RecheckTerms>();

    /// <summary>Reads the settings; the reader collects the faults.</summary>
    public static RecheckSettings Read(SettingsReader reader)
    {
        var general = ReadTerms(reader, "Recheck", Defaults);
        return new()
        {
            General = general,
            Gateways = reader
                .Sections("Recheck:Gateways")
                .ToDictionary(
                    gateway => gateway,
                    gateway => ReadTerms(reader, $"Recheck:Gateways:{gateway}", general),
                    StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>The terms for a gateway; null means Juspay's choice.</summary>
    public RecheckTerms For(string? gateway) =>
        gateway is not null && Gateways.TryGetValue(gateway, out var terms) ? terms : General;

    private static RecheckTerms ReadTerms(SettingsReader reader, string section, RecheckTerms otherwise)
    {
        var (instant, day, year) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), TimeSpan.FromDays(365));
        return new(
            reader.Duration($"{section}:FirstDelay", otherwise.FirstDelay, instant, day),
            reader.Number($"{section}:Factor", 1, 100) ?? otherwise.Factor,
            reader.Duration($"{section}:MaxDelay", otherwise.MaxDelay, instant, day),
            reader.Number($"{section}:Jitter", 0, 1) ?? otherwise.Jitter,
            reader.Duration($"{section}:Deadline", otherwise.Deadline, instant, year),
            ReadPreset(reader, $"{section}:Preset", otherwise.Preset));
    }

    private static RecheckPreset? ReadPreset(SettingsReader reader, string name, RecheckPreset? otherwise)
    {
        switch (reader.Text(name))
        {
            case null:
                return otherwise;
            case var text when text.Equals("None", StringComparison.OrdinalIgnoreCase):
                return null;
            case var text when text.Equals(nameof(RecheckPreset.Npci), StringComparison.OrdinalIgnoreCase):
                return RecheckPreset.Npci;
            case var text:
                reader.Refuse(name, $"'{text}' is not a preset; write Npci or None.");
                return otherwise;
        }
    }
}
