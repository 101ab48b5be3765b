using AccountValidation.KillHarness.Kills;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>Runs a few rounds of the kill harness; <c>dotnet run</c> on its project runs a hundred.</summary>
public sealed class KillHarnessTests
{
    [Fact]
    public async Task KillAndTerminate_UnderLoad_NothingIsLostAndNobodyIsPaidTwice()
    {
        var options = new KillOptions
        {
            Kills = 5,
            InCommits = true,
            Terminates = 2,
            Seed = 20261128,
            Rate = 40,
            Deadline = TimeSpan.FromSeconds(8),
            Host = HostProcess.Program,
            Simulator = Path.Combine(AppContext.BaseDirectory, "AccountValidation.JuspaySimulator.dll"),
        };
        using var output = new StringWriter();

        var report = await KillRun.RunAsync(options, output, TestContext.Current.CancellationToken);

        TestContext.Current.SendDiagnosticMessage(output.ToString());
        Assert.Empty(report.Violations);
    }
}
