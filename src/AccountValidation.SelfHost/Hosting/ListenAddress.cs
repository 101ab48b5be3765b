namespace AccountValidation.SelfHost.Hosting;

/// <summary>The addresses at which the program listens.</summary>
internal static class ListenAddress
{
    /// <summary>The address without configuration.</summary>
    public const string Default = "http://localhost:7071";

    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports"];

    /// <summary>
    /// True when <c>ASPNETCORE_URLS</c>, <c>--urls</c>, <c>ASPNETCORE_HTTP_PORTS</c> or <c>Kestrel:Endpoints</c> names
    /// an address.
    /// </summary>
    public static bool IsConfigured(IConfiguration configuration) =>
        AddressSettings.Any(name => !string.IsNullOrWhiteSpace(configuration[name]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    /// <summary>
    /// An http address at which this machine reaches the program; null when none is known before the program listens.
    /// </summary>
    public static Uri? ReachableHere(IConfiguration configuration)
    {
        if (!IsConfigured(configuration))
        {
            return new(Default);
        }

        var urls = Listed(configuration["urls"])
            .Concat(Listed(configuration["http_ports"]).Select(port => $"http://localhost:{port}"));
        foreach (var url in urls)
        {
            var here = url.Replace("//+", "//localhost", StringComparison.Ordinal)
                .Replace("//*", "//localhost", StringComparison.Ordinal)
                .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
                .Replace("//[::]", "//localhost", StringComparison.Ordinal);
            if (
                Uri.TryCreate(here, UriKind.Absolute, out var address)
                && address.Scheme == Uri.UriSchemeHttp
                && address.IsLoopback
                && address.Port != 0)
            {
                return address;
            }
        }

        return null;
    }

    private static string[] Listed(string? setting) =>
        (setting ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
