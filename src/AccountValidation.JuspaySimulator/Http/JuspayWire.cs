using System.Diagnostics;
using System.Globalization;

namespace AccountValidation.JuspaySimulator;

/// <summary>How Juspay writes dates and statuses.</summary>
internal static class JuspayWire
{
    /// <summary>Whole seconds, as Juspay writes them; milliseconds only where there are any.</summary>
    public static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString(at.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Status(ValidationStatus status) => status switch
    {
        ValidationStatus.Created => "CREATED",
        ValidationStatus.Pending => "PENDING",
        ValidationStatus.Active => "ACTIVE",
        ValidationStatus.Failure => "FAILURE",
        _ => throw new UnreachableException(),
    };
}
