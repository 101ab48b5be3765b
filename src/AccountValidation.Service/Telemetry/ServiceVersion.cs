using System.Net.Http.Headers;
using System.Reflection;

namespace AccountValidation.Service.Telemetry;

/// <summary>The version of the running service.</summary>
public static class ServiceVersion
{
    /// <summary>
    /// The version with the commit, such as <c>0.1.0+4bc7195…</c>; without a commit when the build knew none.
    /// </summary>
    public static string Full { get; } =
        typeof(ServiceVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "0.0.0";

    /// <summary>The version alone, such as <c>0.1.0</c>.</summary>
    public static string Number { get; } = Full.Split('+')[0];

    /// <summary>The <c>User-Agent</c> of calls to Juspay and to receivers.</summary>
    public static ProductInfoHeaderValue UserAgent { get; } = new("AccountValidation", Number);
}
