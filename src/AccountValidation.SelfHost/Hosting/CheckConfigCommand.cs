using System.CommandLine;
using AccountValidation.SelfHost.Listening;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// The command <c>check-config</c>: reads all settings as a start does, but starts and opens nothing.
/// </summary>
internal static class CheckConfigCommand
{
    /// <summary>The name of the command.</summary>
    public const string Name = "check-config";

    private static readonly string[] Sections =
    [
        .. HostSettings.Sections,
        "AzureWebJobsStorage",
        "Kestrel:Endpoints",
        "urls",
        "http_ports",
        "https_ports",
    ];

    public static Command Create()
    {
        var check = new Command(
            Name,
            "Reads all settings as a start does, and says every fault (exit code 1), or what counts (0), secrets "
            + "masked. It starts nothing and opens no database.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        check.SetAction(parsed => Check([.. parsed.UnmatchedTokens]));
        return check;
    }

    private static int Check(string[] arguments)
    {
        ProgramArguments.Check(arguments);
        var builder = SelfHostApp.CreateBuilder(arguments);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment); // throws what is wrong
        foreach (
            var (name, value) in builder
                .Configuration.AsEnumerable()
                .Where(IsOurs)
                .OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase))
        {
            Console.WriteLine($"{name} = {SettingText.Shown(name, value!)}");
        }

        Console.WriteLine();
        var juspay = settings.Demo is null
            ? $"Juspay at {settings.Service.Juspay.BaseUrl}"
            : "the embedded simulator, no real Juspay";
        Console.WriteLine(
            $"{builder.Environment.EnvironmentName}; {juspay}; "
                + $"database {settings.SelfHost.DatabasePath}; {DescriptorLimits(settings.Descriptors)}. Every other "
                + $"setting has its default.");
        return 0;
    }

    private static bool IsOurs(KeyValuePair<string, string?> setting) =>
        setting.Value is not null
        && Array.Exists(Sections, section =>
            setting.Key.Equals(section, StringComparison.OrdinalIgnoreCase)
            || setting.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase));

    private static string DescriptorLimits(DescriptorPlan plan) =>
        $"up to {plan.Connections} connections and {plan.Callbacks} callbacks at once";
}
