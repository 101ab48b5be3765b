using System.Diagnostics;
using System.Runtime.InteropServices;
using AccountValidation.Fuzz.Coverage;
using AccountValidation.Fuzz.Fuzzing;

namespace AccountValidation.Fuzz;

/// <summary>
/// Runs the instrumented copy of this program as a process of its own, and keeps the input that killed it.
/// </summary>
internal static class Launcher
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(FuzzOptions options, IEnumerable<string> arguments)
    {
        Directory.CreateDirectory(options.WorkFolder);
        var program = Instrumentation.Prepare(options.ProgramFolder);
        var start = new ProcessStartInfo(DotnetPath, ["exec", program, .. arguments, "--inside", "yes"]);
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException("The instrumented copy does not start.");
        // A terminated parent leaves no child behind.
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => process.Kill());
        process.WaitForExit();
        if (process.ExitCode is ExitCodes.Clean or ExitCodes.Found or ExitCodes.Usage)
        {
            return process.ExitCode;
        }

        var what =
            process.ExitCode == ExitCodes.Hang
                ? "The input took too long."
                : $"The process ended with code {process.ExitCode}.";
        new Findings(options.FindingsFolder, options.Target).Add(CurrentInput.Read(options.CurrentFile), what);
        return ExitCodes.Found;
    }

    // The folder of the running runtime is <root>/shared/Microsoft.NETCore.App/<version>.
    private static string DotnetPath
    {
        get
        {
            var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            return Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        }
    }
}
