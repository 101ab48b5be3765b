namespace AccountValidation.SelfHost.Hosting;

internal static class SettingText
{
    private const string Masked = "***";
    private static readonly string[] SecretSections = ["Api:", "Callbacks:Secrets", "AzureWebJobsStorage"];
    private static readonly string[] SecretWords = ["key", "secret", "password", "token", "connectionstring"];
    private static readonly string[] NoSecrets = ["SelfHost:SecretsDirectory"];

    /// <summary>
    /// The value, masked if secret. Of <c>Callbacks:DefaultUrl</c> only scheme and host remain: its path may hold a
    /// token.
    /// </summary>
    public static string Shown(string name, string value)
    {
        if (NoSecrets.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return value;
        }

        if (Array.Exists(SecretSections, section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return Masked;
        }

        return name.Equals("Callbacks:DefaultUrl", StringComparison.OrdinalIgnoreCase)
            ? Uri.TryCreate(value, UriKind.Absolute, out var url)
                ? $"{url.Scheme}://{url.Authority.Split('@')[^1]}/{Masked}"
                : Masked
            : value;
    }
}
