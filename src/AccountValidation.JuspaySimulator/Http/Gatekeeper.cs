using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace AccountValidation.JuspaySimulator;

/// <summary>Turns calls away before they reach an account.</summary>
internal static class Gatekeeper
{
    /// <summary>What turns the call away, or null.</summary>
    public static Answer? Refuses(JuspayCall call, Outage outage) => (outage, call) switch
    {
        (Outage.KeyRefused, _) => Errors.AccessDenied,
        (Outage.Error, _) => Errors.Unavailable,
        (Outage.Throttled, _) => Errors.TooManyRequests,
        (Outage.Refuse, _) => new Answer.Reset(),
        (Outage.None, { KeyAccepted: false }) => Errors.AccessDenied,
        (Outage.None, { Kind: Calls.Validate, RoutingId: null }) => Errors.MissingRoutingId,
        (Outage.None, _) => null,
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether HTTP Basic carries the API key as user name and an empty password.</summary>
    /// <param name="authorization">The header's value.</param>
    /// <param name="expectedKey">Null: any key that is not empty.</param>
    public static bool AcceptsKey(string? authorization, string? expectedKey)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !"Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { } parameter)
        {
            return false;
        }

        var buffer = new byte[parameter.Length];
        return Convert.TryFromBase64String(parameter, buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [{ Length: > 0 } user, ""]
            && (expectedKey is null || user == expectedKey);
    }
}
