using AccountValidation.Core;

namespace AccountValidation.Service.Settings;

/// <summary>How re-checks are spaced: <c>Recheck:FirstDelay</c>, <c>Factor</c>, <c>MaxDelay</c>, <c>Jitter</c>, <c>Deadline</c>.</summary>
public static class RecheckSettings
{
    /// <summary>First after 5 s, factor 1.6, at most 10 min, jitter 0.2, deadline 72 h.</summary>
    public static readonly RecheckTerms Defaults = new(TimeSpan.FromSeconds(5), 1.6, TimeSpan.FromMinutes(10), 0.2, TimeSpan.FromHours(72));

    /// <summary>Reads the settings.</summary>
    public static RecheckTerms Read(SettingsReader reader)
    {
        var (instant, day, year) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), TimeSpan.FromDays(365));
        var terms = new RecheckTerms(
            reader.Duration("Recheck:FirstDelay", Defaults.FirstDelay, instant, day),
            reader.Number("Recheck:Factor", 1, 100) ?? Defaults.Factor,
            reader.Duration("Recheck:MaxDelay", Defaults.MaxDelay, instant, day),
            reader.Number("Recheck:Jitter", 0, 1) ?? Defaults.Jitter,
            reader.Duration("Recheck:Deadline", Defaults.Deadline, instant, year));
        return terms;
    }
}
