using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Http;

/// <summary>
/// Keeps the framework from logging requested addresses, whatever log levels are configured. A query may hold a
/// caller's API key or a customer's id.
/// </summary>
internal static class RequestLines
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", // Logs each request's address with its query.
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests", // Logs the bytes of an unreadable request.
        "Microsoft.AspNetCore.Routing.Matching.DfaMatcher", // Logs the unescaped path, line breaks included.
    ];

    /// <summary>
    /// Adds rules that win over all other rules for these categories. A provider's own rule wins over a general rule,
    /// then the longest category wins, then the last rule.
    /// </summary>
    public static void Silence(LoggerFilterOptions options)
    {
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            foreach (var category in Categories)
            {
                options.Rules.Add(new(provider, category, LogLevel.Warning, filter: null));
            }
        }
    }
}
