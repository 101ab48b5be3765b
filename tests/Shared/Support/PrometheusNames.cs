using System.Text.RegularExpressions;

namespace AccountValidation.Tests.Support;

/// <summary>The names under which a collector writes metrics to Prometheus.</summary>
internal static partial class PrometheusNames
{
    /// <summary>
    /// The names of a metric, as the OpenTelemetry specification of the Prometheus exporter derives them.
    /// </summary>
    /// <param name="name">The metric's own name, with dots.</param>
    /// <param name="unit">The unit in UCUM; an annotation in braces adds nothing.</param>
    /// <param name="isCounter">True for a sum that only grows.</param>
    /// <param name="isHistogram">True for a histogram, which has three names.</param>
    public static IEnumerable<string> Of(string name, string? unit, bool isCounter, bool isHistogram)
    {
        var suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var full = name.Replace('.', '_') + suffix + (isCounter ? "_total" : "");
        return isHistogram ? [$"{full}_bucket", $"{full}_sum", $"{full}_count"] : [full];
    }

    /// <summary>The names that the queries of a dashboard or of alert rules hold.</summary>
    public static IReadOnlySet<string> In(string text) =>
        Name().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("\\b(accountvalidation|dotnet|http_(server|client)|kestrel)_[a-z_]+\\b")]
    private static partial Regex Name();
}
