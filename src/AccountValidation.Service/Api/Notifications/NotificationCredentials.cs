using System.Net.Http.Headers;
using System.Text;
using AccountValidation.Service.Juspay;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api.Notifications;

/// <summary>The user and password (HTTP Basic) with which Juspay sends notifications. Both are compared in constant time, so that the time taken tells nothing.</summary>
public sealed class NotificationCredentials
{
    private readonly SecretHash? _user;
    private readonly SecretHash? _password;
    private readonly HashEquals _equals;

    /// <summary>Takes the credentials from the settings.</summary>
    public NotificationCredentials(JuspaySettings settings)
        : this(settings, SecretHash.InConstantTime)
    {
    }

    internal NotificationCredentials(JuspaySettings settings, HashEquals equals)
    {
        _equals = equals;
        if (settings is { NotificationUser: { } user, NotificationPassword: { } password })
        {
            (_user, _password) = (SecretHash.Of(user), SecretHash.Of(password));
        }
    }

    /// <summary>False when none are set: then there is no route for notifications.</summary>
    public bool AreConfigured => _user is not null;

    /// <summary>Whether a request carries them.</summary>
    public bool Admit(HttpRequest request)
    {
        var (user, password) = Read(request.Headers.Authorization.ToString());
        return IsSame(_user, user) & IsSame(_password, password); // both, whatever the first says
    }

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

    // Nothing is admitted while no credentials are set, whoever asks.
    private bool IsSame(SecretHash? known, string given) => known is not null && known.Equals(SecretHash.Of(given), _equals);
}
