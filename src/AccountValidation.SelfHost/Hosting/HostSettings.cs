using AccountValidation.SelfHost.Demo;
using AccountValidation.SelfHost.Listening;
using AccountValidation.Service;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>All settings of one run, including the additions for Development.</summary>
/// <param name="Service">The settings that both hosts share.</param>
/// <param name="SelfHost">The settings of the self-host only.</param>
/// <param name="Demo">The address of this program when it embeds simulator and inbox; null otherwise.</param>
/// <param name="Descriptors">The most connections and callbacks at once.</param>
internal sealed record HostSettings(
    ServiceSettings Service, SelfHostSettings SelfHost, Uri? Demo, DescriptorPlan Descriptors)
{
    private static readonly TimeSpan DemoReuseWithin = TimeSpan.FromMinutes(10);

    /// <summary>The first parts of the names of this program's settings.</summary>
    public static IReadOnlyCollection<string> Sections { get; } = [.. ServiceSettings.Sections, "SelfHost"];

    /// <summary>
    /// True when the program generated the secret that signs callbacks, because no secret is set: Development only.
    /// </summary>
    public bool HasGeneratedSecret { get; private init; }

    /// <summary>Reads and checks all settings.</summary>
    /// <exception cref="SettingsException">The settings do not allow a start; the message lists every
    /// fault.</exception>
    public static HostSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingsReader(configuration);
        var service = ServiceSettings.Read(reader);
        var selfHost = SelfHostSettings.Read(reader, environment.ContentRootPath);
        var isDevelopment = environment.IsDevelopment();
        var hasGeneratedSecret = isDevelopment && service.Callbacks.Secrets.Count == 0;
        service = isDevelopment
            ? EnvironmentRules.ForDevelopment(service)
            : EnvironmentRules.ForProduction(service, reader);
        var demo = isDevelopment && service.Juspay.ApiKey is null ? DemoAddress(configuration, reader) : null;
        service = demo is null ? service : ForDemo(service, demo, reader);
        EnvironmentRules.CheckDefaultUrl(service, reader);
        var descriptors = DescriptorPlan.Read(reader, CallsAtOnce(service), DescriptorLimit.Read());
        reader.RefuseUnknown(Sections);
        return reader.Faults.Count == 0
            ? new(service, selfHost, demo, descriptors) { HasGeneratedSecret = hasGeneratedSecret }
            : throw SettingsException.Listing(reader.Faults);
    }

    private static int CallsAtOnce(ServiceSettings service) =>
        service.Juspay.MaxConcurrentCalls
        + (
            service.Queues.ConnectionString is null
                ? 0
                : service.Queues.MaxConcurrentMessages + CallbackPermits.ToTheDeadLetters);

    private static Uri? DemoAddress(IConfiguration configuration, SettingsReader reader)
    {
        if (!DemoParts.AreThere)
        {
            reader.Refuse(
                "Juspay:ApiKey",
                "is missing, and this program was published without the simulated Juspay and the demo inbox. Set it "
                + "to use Juspay itself, or run the demo from "
                + "the source (dotnet run), or publish it with -p:IncludeDemo=true.");
            return null;
        }

        var address = ListenAddress.ReachableHere(configuration);
        if (address is null)
        {
            reader.Refuse(
                "ASPNETCORE_URLS",
                "must name a loopback http address with a port, such as http://localhost:7071, so that the embedded "
                + "Juspay simulator can be called; "
                + "or set Juspay:ApiKey to use Juspay itself.");
        }

        return address;
    }

    // A repeated start with the same account reuses the first penny drop, and notifications can be tried.
    private static ServiceSettings ForDemo(ServiceSettings service, Uri address, SettingsReader reader) =>
        service with
        {
            Juspay = service.Juspay with
            {
                BaseUrl = new(address, DemoPaths.Simulator + "/"),
                ApiKey = "simulator",
                NotificationUser = service.Juspay.NotificationUser ?? "juspay",
                NotificationPassword = service.Juspay.NotificationPassword ?? "demo-notifications",
            },
            Submission = service.Submission with
            {
                ReuseWithin = reader.Text("Submission:ReuseWithin") is null
                    ? DemoReuseWithin
                    : service.Submission.ReuseWithin,
            },
            Callbacks = service.Callbacks with
            {
                DefaultUrl = service.Callbacks.DefaultUrl ?? new Uri(address, DemoPaths.Inbox).ToString(),
            },
        };
}
