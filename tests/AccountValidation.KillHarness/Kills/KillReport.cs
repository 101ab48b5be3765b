using System.Globalization;
using AccountValidation.KillHarness.Audits;
using AccountValidation.KillHarness.Load;

namespace AccountValidation.KillHarness.Kills;

/// <summary>The result of a run.</summary>
/// <param name="Violations">Every broken guarantee; empty when all hold.</param>
/// <param name="Figures">The counts, in the order to print.</param>
internal sealed record KillReport(IReadOnlyList<string> Violations, IReadOnlyList<(string Name, string Value)> Figures)
{
    private const int MostPrinted = 40;

    public static KillReport Of(
        IReadOnlyList<string> violations, Evidence evidence, Book book, KillCounts counts, TimeSpan duration)
    {
        var byStatus = evidence
            .Validations.CountBy(validation => validation.Status)
            .OrderByDescending(count => count.Value)
            .Select(count => $"{count.Value} {count.Key}");
        return new(
            violations,
            [
                ("kills (SIGKILL)", Text(counts.Kills)),
                ("  of them before it listened", Text(counts.BeforeListening)),
                ("  of them cutting a commit off", Text(counts.WrittenInPart + counts.NotFlushed)),
                ("    its pages in the log only in part", Text(counts.WrittenInPart)),
                ("    its pages in the log, not flushed yet", Text(counts.NotFlushed)),
                ("terminations (SIGTERM)", Text(counts.Terminates)),
                ("requests answered", Text(book.Answers)),
                ("requests whose answer was lost", Text(book.Lost)),
                ("starts wanted", Text(evidence.Intents.Count)),
                ("  accepted", Text(evidence.Intents.Count(intent => intent.ValidationId is not null))),
                ("  refused, the account was busy", Text(evidence.Intents.Count(intent => intent.WasBusy))),
                (
                    "  stored, and the kill cut the answer off",
                    Text(evidence.Intents.Count(intent => intent.WasStoredUnanswered))),
                ("validations", $"{evidence.Validations.Count}: {string.Join(", ", byStatus)}"),
                ("penny drops intended", Text(evidence.Validations.Sum(validation => validation.ValidateAttempts))),
                ("penny drops in Juspay's ledger", Text(evidence.Drops.Count)),
                ("penny drops that a kill interrupted", Text(Interruptions(evidence))),
                (
                    "callbacks delivered",
                    Text(evidence.Validations.Count(validation => validation.Callback?.Status == "DELIVERED"))),
                (
                    "callbacks given up (dead letters)",
                    Text(evidence.Validations.Count(validation => validation.Callback?.Status == "FAILED"))),
                ("attempts that arrived at receivers", Text(evidence.Deliveries.Count)),
                (
                    "  of them refused, hung or broken off",
                    Text(evidence.Deliveries.Count(delivery => !delivery.IsAccepted))),
                ("duration", string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0} s")),
                ("violations", Text(violations.Count)),
            ]);
    }

    public async Task PrintAsync(TextWriter output)
    {
        foreach (var violation in Violations.Take(MostPrinted))
        {
            await output.WriteLineAsync($"VIOLATION  {violation}");
        }

        var width = Figures.Max(figure => figure.Name.Length);
        foreach (var (name, value) in Figures)
        {
            await output.WriteLineAsync($"{name.PadRight(width)}  {value}");
        }
    }

    private static int Interruptions(Evidence evidence) =>
        evidence.Validations.Sum(validation => validation.Timeline?.Count(entry => entry.Detail == "interrupted") ?? 0);

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>The counts of the ends of the service.</summary>
internal sealed record KillCounts(int Kills, int BeforeListening, int WrittenInPart, int NotFlushed, int Terminates);
