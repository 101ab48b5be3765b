using System.Net.Http.Headers;
using System.Reflection;

namespace AccountValidation.Service.Telemetry;

/// <summary>Which version of the service runs, on both hosts.</summary>
public static class ServiceVersion
{
    /// <summary>
    /// The version with the commit it was built from, such as <c>0.1.0+4bc7195…</c>, where the build knew one.
    /// </summary>
    public static string Full { get; } =
        typeof(ServiceVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "0.0.0";

    /// <summary>The version alone, such as <c>0.1.0</c>.</summary>
    public static string Number { get; } = Full.Split('+')[0];

    /// <summary>How the service names itself to Juspay and to receivers.</summary>
    public static ProductInfoHeaderValue UserAgent { get; } = new("AccountValidation", Number);
}
