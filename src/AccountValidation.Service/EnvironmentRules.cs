using System.Security.Cryptography;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Settings;

namespace AccountValidation.Service;

/// <summary>The rules of Development and of all other environments, the same on both hosts.</summary>
public static class EnvironmentRules
{
    private const int GeneratedSecretLength = 32;

    /// <summary>
    /// Development: callbacks may go to loopback. Without a configured secret, a generated secret signs them.
    /// </summary>
    public static ServiceSettings ForDevelopment(ServiceSettings settings) => settings with
    {
        Callbacks = settings.Callbacks with
        {
            AllowLoopback = true,
            Secrets = settings.Callbacks.Secrets.Count > 0 ? settings.Callbacks.Secrets : [GenerateSecret()],
        },
    };

    /// <summary>
    /// All other environments: Juspay's API key, a signing secret and a caller's API key are required.
    /// </summary>
    public static ServiceSettings ForProduction(ServiceSettings settings, SettingsReader reader)
    {
        if (settings.Juspay.ApiKey is null)
        {
            reader.Refuse(
                "Juspay:ApiKey",
                "is missing; set the API key of your Juspay dashboard (environment variable Juspay__ApiKey).");
        }

        if (settings.Callbacks.Secrets.Count == 0 && reader.Entries("Callbacks:Secrets") is null)
        {
            reader.Refuse(
                "Callbacks:Secrets:0",
                "is missing; set a signing secret, whsec_ and the base64 of 24 to 64 random bytes (environment "
                + "variable Callbacks__Secrets__0).");
        }

        if (settings.Api.Keys.Count + settings.Api.OperatorKeys.Count == 0)
        {
            reader.Refuse(
                "Api:Keys:<name>",
                "is missing; set a key for each caller (environment variable Api__Keys__onboarding, for example).");
        }

        return settings;
    }

    /// <summary>Refuses a default callback URL that a request could not name.</summary>
    public static void CheckDefaultUrl(ServiceSettings settings, SettingsReader reader)
    {
        if (
            settings.Callbacks.DefaultUrl is { } url
            && new CallbackAddressPolicy(settings.Callbacks).FaultOf(url) is { } fault)
        {
            reader.Refuse("Callbacks:DefaultUrl", fault);
        }
    }

    private static SigningSecret GenerateSecret() =>
        SigningSecret.TryParse("whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(GeneratedSecretLength)))
        ?? throw new InvalidOperationException("A generated secret must be a secret.");
}
