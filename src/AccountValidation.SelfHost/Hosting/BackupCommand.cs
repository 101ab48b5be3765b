using System.CommandLine;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>The command <c>backup</c>. Arguments after the target are settings, as for the service.</summary>
internal static class BackupCommand
{
    /// <summary>The name of the command.</summary>
    public const string Name = "backup";

    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "A file that does not exist, or a folder." };
        var backup = new Command(
            Name,
            "Copies the database to another file, while the service runs or not, and checks the copy.")
        {
            target,
        };
        backup.TreatUnmatchedTokensAsErrors = false;
        backup.SetAction(parsed => Make(parsed.GetRequiredValue(target), [.. parsed.UnmatchedTokens]));
        return backup;
    }

    private static int Make(string target, string[] settings)
    {
        ProgramArguments.Check(settings);
        var builder = SelfHostApp.CreateBuilder(settings);
        var reader = new SettingsReader(builder.Configuration);
        var selfHost = SelfHostSettings.Read(reader, builder.Environment.ContentRootPath);
        _ = reader.Text(Listening.DescriptorPlan.ConnectionsSetting);
        reader.RefuseUnknown("SelfHost");
        if (reader.Faults.Count > 0)
        {
            throw SettingsException.Listing(reader.Faults);
        }

        Console.WriteLine($"Copying {selfHost.DatabasePath} …");
        var began = TimeProvider.System.GetTimestamp();
        var made = new Backup(selfHost.DatabasePath, TimeProvider.System).Make(target);
        var of = made.StoreId is null ? "" : $", store {made.StoreId} at commit {made.Seq}";
        Console.WriteLine(
            $"{made.File}: {made.Validations} validations, {made.Bytes} bytes{of}; checked, in "
            + $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s.");
        return 0;
    }
}
