using System.CommandLine;
using System.Security.Cryptography;
using AccountValidation.KillHarness.Kills;
using AccountValidation.KillHarness.Soaks;

namespace AccountValidation.KillHarness;

/// <summary>The command line.</summary>
internal static class HarnessCommand
{
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Chooses accounts, actions and moments. Default: a random seed, which the run prints.",
        DefaultValueFactory = _ => RandomNumberGenerator.GetInt32(1, int.MaxValue),
    };

    private static readonly Option<string?> Host = new("--host")
    {
        Description = "The path of AccountValidation.SelfHost.dll. Default: the harness publishes it first.",
    };
    private static readonly Option<string?> Simulator = new("--simulator")
    {
        Description = "The path of AccountValidation.JuspaySimulator.dll. Default: the harness publishes it first.",
    };

    /// <summary>Creates the command: kills and audits; with <c>soak</c> runs for long and measures.</summary>
    public static RootCommand Create(TextWriter output)
    {
        var kills = new Option<int>("--kills")
        {
            Description = "The number of kills.",
            DefaultValueFactory = _ => 100,
        };
        var terminates = new Option<int>("--terminates")
        {
            Description = "The number of stops with SIGTERM, after the kills.",
            DefaultValueFactory = _ => 0,
        };
        var rate = new Option<double>("--rate")
        {
            Description = "Actions of the load per second.",
            DefaultValueFactory = _ => 60,
        };
        var inCommits = new Option<bool>("--in-commits") { Description = "Kill at a write to the database's log." };
        var command = new RootCommand(
            "Runs the self-host under load against the Juspay simulator, kills it again and again, and audits the "
            + "result.")
        {
            kills, inCommits, terminates, rate, Seed, Host, Simulator, SoakCommand(output),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new KillOptions
            {
                Kills = parsed.GetValue(kills),
                InCommits = parsed.GetValue(inCommits),
                Terminates = parsed.GetValue(terminates),
                Rate = parsed.GetValue(rate),
                Seed = parsed.GetValue(Seed),
                Host = parsed.GetValue(Host),
                Simulator = parsed.GetValue(Simulator),
            };
            return (await KillRun.RunAsync(options, output, cancellationToken)).Violations.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command SoakCommand(TextWriter output)
    {
        var minutes = new Option<double>("--minutes")
        {
            Description = "The duration of the load in minutes.",
            DefaultValueFactory = _ => 20,
        };
        var rate = new Option<double>("--rate")
        {
            Description = "Actions of the load per second.",
            DefaultValueFactory = _ => 30,
        };
        var command = new Command("soak", "Runs the self-host under load, and measures memory, handles and threads.")
        {
            minutes,
            rate,
            Seed,
            Host,
            Simulator,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var options = new SoakOptions(
                    TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                    parsed.GetValue(rate),
                    parsed.GetValue(Seed),
                    parsed.GetValue(Host),
                    parsed.GetValue(Simulator));
                return await SoakRun.RunAsync(options, output, cancellationToken) ? 0 : 1;
            });
        return command;
    }
}
