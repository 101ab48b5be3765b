using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AccountValidation.Service.Juspay;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api.Notifications;

/// <summary>The user and password (HTTP Basic) with which Juspay sends notifications. Both are compared in constant time, so that the time taken tells nothing.</summary>
public sealed class NotificationCredentials
{
    private readonly byte[]? _user;
    private readonly byte[]? _password;

    /// <summary>Takes the credentials from the settings.</summary>
    public NotificationCredentials(JuspaySettings settings)
    {
        if (settings is { NotificationUser: { } user, NotificationPassword: { } password })
        {
            (_user, _password) = (HashOf(user), HashOf(password));
        }
    }

    /// <summary>False when none are set: then there is no route for notifications.</summary>
    public bool AreConfigured => _user is not null;

    /// <summary>Whether a request carries them.</summary>
    public bool Admit(HttpRequest request)
    {
        var (user, password) = Read(request.Headers.Authorization.ToString());
        return CryptographicOperations.FixedTimeEquals(_user, HashOf(user)) & CryptographicOperations.FixedTimeEquals(_password, HashOf(password));
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

    // Hashes are of one length whatever the text's, which the constant-time comparison needs.
    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
