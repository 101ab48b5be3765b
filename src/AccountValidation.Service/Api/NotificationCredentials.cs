using System.Net.Http.Headers;
using System.Text;
using AccountValidation.Service.Juspay;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>
/// The user and password (HTTP Basic) with which Juspay sends notifications. Each comparison takes constant time, so
/// that the duration reveals nothing.
/// </summary>
public sealed class NotificationCredentials
{
    /// <summary>The <c>WWW-Authenticate</c> header of a 401 (RFC 7617).</summary>
    public const string Challenge = "Basic realm=\"notifications\", charset=\"UTF-8\"";

    private readonly HashEquals _equals;
    private volatile Pair? _known;

    /// <summary>Takes the user and password from the settings.</summary>
    public NotificationCredentials(JuspaySettings settings)
        : this(settings, SecretHash.InConstantTime)
    {
    }

    internal NotificationCredentials(JuspaySettings settings, HashEquals equals) =>
        (_equals, _known) = (equals, PairOf(settings));

    /// <summary>
    /// False when the operator has set no credentials. The notification route then responds with 404.
    /// </summary>
    public bool AreConfigured => _known is not null;

    /// <summary>Replaces the credentials from now on. Settings without credentials admit nobody.</summary>
    public void Use(JuspaySettings settings) => _known = PairOf(settings);

    /// <summary>True when a request carries the credentials.</summary>
    public bool Admit(HttpRequest request)
    {
        var (user, password) = Read(request.Headers.Authorization.ToString());
        var known = _known;
        return IsSame(known?.User, user) & IsSame(known?.Password, password); // & always compares both.
    }

    private static Pair? PairOf(JuspaySettings settings) =>
        settings is { NotificationUser: { } user, NotificationPassword: { } password }
            ? new(SecretHash.Of(user), SecretHash.Of(password))
            : null;

    private static (string User, string Password) Read(string header)
    {
        var buffer = new byte[header.Length];
        return AuthenticationHeaderValue.TryParse(header, out var given)
            && given.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(given.Parameter ?? "", buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [var user, var password]
            ? (user, password)
            : ("", "");
    }

    // Without configured credentials no request is admitted.
    private bool IsSame(SecretHash? known, string given) =>
        known is not null && known.Equals(SecretHash.Of(given), _equals);

    private sealed record Pair(SecretHash User, SecretHash Password);
}
