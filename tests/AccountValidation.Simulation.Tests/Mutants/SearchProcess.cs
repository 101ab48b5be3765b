using System.Diagnostics;
using System.Text;

namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>
/// A process of the mutated simulation: it is started once, because it takes long until it runs fast.
/// </summary>
internal sealed class SearchProcess : IDisposable
{
    /// <summary>The line that ends the output of each search.</summary>
    public const string End = "END OF SEARCH";

    private readonly Process _process;

    /// <summary>Starts the program.</summary>
    /// <exception cref="InvalidOperationException">The program does not start.</exception>
    public SearchProcess(string program) =>
        _process = Process.Start(
            new ProcessStartInfo("dotnet", [program]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        ) ?? throw new InvalidOperationException("dotnet does not start.");

    /// <summary>True once the process can run no further search.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Runs the simulation with a fault planted, and gives back all that it wrote.</summary>
    /// <exception cref="InvalidOperationException">The process ended; the message holds its output.</exception>
    public async Task<string> AskAsync(string fault, string arguments, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync($"{fault}\t{arguments}".AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var output = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == End)
            {
                return output.ToString();
            }

            output.AppendLine(line);
        }

        await _process.WaitForExitAsync(cancellationToken);
        throw new InvalidOperationException($"The search for {fault} ended its process: {output}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
