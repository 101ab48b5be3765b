using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>The host of a callback URL, as filters and counts know receivers.</summary>
public static class ReceiverHost
{
    /// <summary>The host in lower case, an international name in its ASCII form; null without a URL.</summary>
    public static string? Of(Validation validation) =>
        Uri.TryCreate(validation.Request.CallbackUrl, UriKind.Absolute, out var url)
            ? url.IdnHost.ToLowerInvariant()
            : null;
}
