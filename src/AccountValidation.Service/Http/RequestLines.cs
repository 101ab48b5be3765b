using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Http;

/// <summary>
/// Keeps the framework from logging what was asked for, whatever levels are configured: a caller may send his key as a
/// parameter, and searches are for customers' ids.
/// </summary>
internal static class RequestLines
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", // each request's address with its query
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests", // the bytes of a request that cannot be read
        "Microsoft.AspNetCore.Routing.Matching.DfaMatcher", // the path unescaped, line breaks included
    ];

    /// <summary>
    /// Adds rules that win over every other for these categories: a rule for one provider beats one for all, then the
    /// longest name, then the last.
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
