namespace AccountValidation.Service.Settings;

/// <summary>The settings of penny drops, and the limit of unsettled validations.</summary>
public sealed record SubmissionSettings
{
    /// <summary>
    /// <c>Submission:ReuseWithin</c>: the service pays an account that was validated within this time no second penny.
    /// Default 0 (off), at most 365 days.
    /// </summary>
    public TimeSpan ReuseWithin { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// <c>Submission:ConfirmAfter</c>: the unit of the confirm checks after an uncertain penny drop. Default 30 s, from
    /// 1 ms to 1 day.
    /// </summary>
    public TimeSpan ConfirmAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// <c>Submission:MaxAttempts</c>: the most penny drops of one validation that may end uncertain. Default 2, from 1
    /// to 10.
    /// </summary>
    public int MaxAttempts { get; init; } = 2;

    /// <summary>
    /// <c>Submission:MaxAmount</c>: the largest amount of a request, in INR. Default 10, from 0.01 to 100,000.
    /// </summary>
    public decimal MaxAmount { get; init; } = 10;

    /// <summary>
    /// <c>Submission:MaxUnsettled</c>: the most unsettled validations. At this limit the service starts no further
    /// validation. Default 100,000, from 1 to 10,000,000.
    /// </summary>
    public int MaxUnsettled { get; init; } = 100_000;

    /// <summary>Reads the settings; the reader collects the faults.</summary>
    public static SubmissionSettings Read(SettingsReader reader)
    {
        var defaults = new SubmissionSettings();
        return new()
        {
            ReuseWithin = reader.Duration(
                "Submission:ReuseWithin",
                defaults.ReuseWithin,
                TimeSpan.Zero,
                TimeSpan.FromDays(365)),
            ConfirmAfter = reader.Duration(
                "Submission:ConfirmAfter",
                defaults.ConfirmAfter,
                TimeSpan.FromMilliseconds(1),
                TimeSpan.FromDays(1)),
            MaxAttempts = reader.Whole("Submission:MaxAttempts", defaults.MaxAttempts, 1, 10),
            MaxAmount = reader.Number("Submission:MaxAmount", 0.01, 100_000) is { } most
                ? (decimal)most
                : defaults.MaxAmount,
            MaxUnsettled = reader.Whole("Submission:MaxUnsettled", defaults.MaxUnsettled, 1, 10_000_000),
        };
    }
}
