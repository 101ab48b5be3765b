namespace AccountValidation.Service.Telemetry;

/// <summary>The upper bounds of the histograms' buckets, in seconds.</summary>
internal static class Buckets
{
    /// <summary>From the answer at once to the deadline of three days.</summary>
    public static IReadOnlyList<double> OfAnswers { get; } =
        [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600, 14_400, 43_200, 86_400, 172_800, 259_200];

    /// <summary>From a near machine's answer to the time-outs of a call.</summary>
    public static IReadOnlyList<double> OfCalls { get; } = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60];
}
