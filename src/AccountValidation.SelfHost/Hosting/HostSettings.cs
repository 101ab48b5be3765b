using System.Security.Cryptography;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>All settings of one run, with what Development adds.</summary>
/// <param name="Service">The settings that both hosts share.</param>
/// <param name="SelfHost">The self-host's own.</param>
/// <param name="Demo">The address of this program when it embeds simulator and inbox; null otherwise.</param>
internal sealed record HostSettings(ServiceSettings Service, SelfHostSettings SelfHost, Uri? Demo)
{
    /// <summary>True when callbacks are signed with a secret that was generated because none is set: Development only.</summary>
    public bool HasGeneratedSecret { get; private init; }

    /// <summary>The path of the embedded simulator.</summary>
    public const string SimulatorPath = "/juspay-simulator";

    /// <summary>The path of the demo inbox.</summary>
    public const string InboxPath = "/demo/inbox";

    private const int GeneratedSecretLength = 32;

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="SettingsException">A start is not possible; the message lists all that is wrong.</exception>
    public static HostSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingsReader(configuration);
        var service = ServiceSettings.Read(reader);
        var selfHost = SelfHostSettings.Read(reader, environment.ContentRootPath);
        var isDevelopment = environment.IsDevelopment();
        var hasGeneratedSecret = isDevelopment && service.Callbacks.Secrets.Count == 0;
        if (isDevelopment)
        {
            service = service with { Callbacks = ForDevelopment(service.Callbacks) };
        }
        else
        {
            RequireForProduction(service, reader);
        }

        var demo = isDevelopment && service.Juspay.ApiKey is null ? DemoAddress(configuration, reader) : null;
        service = demo is null ? service : ForDemo(service, demo);
        if (service.Callbacks.DefaultUrl is { } url && new CallbackAddressPolicy(service.Callbacks).FaultOf(url) is { } fault)
        {
            reader.Refuse("Callbacks:DefaultUrl", fault);
        }

        return reader.Faults.Count == 0 ? new(service, selfHost, demo) { HasGeneratedSecret = hasGeneratedSecret } : throw SettingsException.Listing(reader.Faults);
    }

    private static void RequireForProduction(ServiceSettings service, SettingsReader reader)
    {
        if (service.Juspay.ApiKey is null)
        {
            reader.Refuse("Juspay:ApiKey", "is missing; set the API key of your Juspay dashboard (environment variable Juspay__ApiKey).");
        }

        if (service.Callbacks.Secrets.Count == 0 && reader.Entries("Callbacks:Secrets") is null)
        {
            reader.Refuse(
                "Callbacks:Secrets:0",
                "is missing; set a signing secret, whsec_ and the base64 of 24 to 64 random bytes (environment variable Callbacks__Secrets__0).");
        }

        if (service.Api.Keys.Count + service.Api.OperatorKeys.Count == 0)
        {
            reader.Refuse("Api:Keys:<name>", "is missing; set a key for each caller (environment variable Api__Keys__onboarding, for example).");
        }
    }

    private static CallbackSettings ForDevelopment(CallbackSettings callbacks) => callbacks with
    {
        AllowLoopback = true,
        Secrets = callbacks.Secrets.Count > 0 ? callbacks.Secrets : [GenerateSecret()],
    };

    private static SigningSecret GenerateSecret() =>
        SigningSecret.TryParse("whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(GeneratedSecretLength)))
        ?? throw new InvalidOperationException("A generated secret must be a secret.");

    private static Uri? DemoAddress(IConfiguration configuration, SettingsReader reader)
    {
        var address = ListenAddress.ReachableHere(configuration);
        if (address is null)
        {
            reader.Refuse(
                "ASPNETCORE_URLS",
                "must name a loopback http address with a port, such as http://localhost:7071, so that the embedded Juspay simulator can be called; "
                + "or set Juspay:ApiKey to use Juspay itself.");
        }

        return address;
    }

    private static ServiceSettings ForDemo(ServiceSettings service, Uri address) => service with
    {
        Juspay = service.Juspay with { BaseUrl = new(address, SimulatorPath + "/"), ApiKey = "simulator" },
        Callbacks = service.Callbacks with { DefaultUrl = service.Callbacks.DefaultUrl ?? new Uri(address, InboxPath).ToString() },
    };
}
