using System.Diagnostics;
using AccountValidation.KillHarness.Audits;
using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.KillHarness.Kills;

/// <summary>A run: load, kills, the end of all validations, and the audit.</summary>
internal sealed class KillRun
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly KillOptions _options;
    private readonly TextWriter _output;
    private readonly Surroundings _around;
    private readonly Book _book = new();
    private readonly List<string> _violations = [];

    private KillRun(KillOptions options, TextWriter output, Surroundings around) =>
        (_options, _output, _around) = (options, output, around);

    private HostProgram Host => _around.Host;

    private Caller Caller => _around.Caller;

    /// <summary>Runs, prints the progress, and returns the report.</summary>
    public static async Task<KillReport> RunAsync(
        KillOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(
            $"seed {options.Seed}; again with: dotnet run -c Release --project tests/AccountValidation.KillHarness -- "
                + $"--kills {options.Kills} --terminates {options.Terminates} --rate {options.Rate} "
                + $"--seed {options.Seed}{(options.InCommits ? " --in-commits" : "")}");
        await using var around = await Surroundings.StartAsync(
            options.Host,
            options.Simulator,
            options.Seed,
            settings => settings with { Deadline = options.Deadline },
            cancellationToken);
        return await new KillRun(options, output, around).RunAsync(cancellationToken);
    }

    private async Task<KillReport> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var killer = new Killer(Host, new Random(_options.Seed), _options.InCommits);
        await using (
            new LoadDriver(new Plan(new Random(_options.Seed)), _book, Caller, new(_options.Seed, _options.Rate)))
        {
            for (var round = 1; round <= _options.Kills; round++)
            {
                var moment = await killer.KillAsync(cancellationToken);
                await _output.WriteLineAsync($"kill {round,3}/{_options.Kills}  {moment,-49}  {Progress()}");
            }

            for (var round = 1; round <= _options.Terminates; round++)
            {
                _violations.AddRange(await killer.TerminateAsync(cancellationToken));
                await _output.WriteLineAsync($"termination {round}/{_options.Terminates}  {Progress()}");
            }
        }

        var evidence = await EndAsync(cancellationToken);
        _violations.AddRange([
            .. _book.Oddities,
            .. StartAudit.Faults(evidence),
            .. MoneyAudit.Faults(evidence),
            .. CallbackAudit.Faults(evidence),
        ]);
        _violations.AddRange(DatabaseAudit.Faults(Host.Settings.DatabasePath, evidence));
        var report = KillReport.Of(_violations, evidence, _book, killer.Counts, watch.Elapsed);
        await report.PrintAsync(_output);
        return report;
    }

    private string Progress() =>
        $"{_book.Accepted,6} accepted, {_book.Lost,6} answers lost, {_around.Receiver.Deliveries.Count,6} callbacks "
        + $"arrived";

    /// <summary>
    /// Starts the service a last time. Callers repeat every start without a response, all validations get time to end,
    /// and SIGTERM stops the service.
    /// </summary>
    private async Task<Evidence> EndAsync(CancellationToken cancellationToken)
    {
        Host.Start();
        await Host.ListensAsync(cancellationToken);
        foreach (var intent in _book.Intents.Where(intent => intent.IsOpen))
        {
            _book.Note(intent, await Caller.StartAsync(intent, waits: false, cancellationToken));
        }

        await FinishesAsync(cancellationToken);
        var validations = await ValidationsAsync(cancellationToken);
        var evidence = new Evidence(
            _book.Intents,
            validations,
            await _around.Juspay.DropsAsync(cancellationToken),
            _around.Receiver.Deliveries);
        if (await Host.TerminateAsync(cancellationToken) is not 0 and var code)
        {
            _violations.Add($"the service ended with {code?.ToString() ?? "no exit code"} at the end");
        }

        return evidence;
    }

    private async Task FinishesAsync(CancellationToken cancellationToken)
    {
        var most = _options.Deadline + TimeSpan.FromSeconds(60);
        var watch = Stopwatch.StartNew();
        while (
            watch.Elapsed < most
            && (await Caller.ListAsync(statuses: null, cancellationToken)).Any(validation => !validation.IsFinished))
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    // The listed validations, plus any acknowledged validation that the list lacks; each read by its id.
    private async Task<IReadOnlyList<ValidationSeen>> ValidationsAsync(CancellationToken cancellationToken)
    {
        var listed = (await Caller.ListAsync(statuses: null, cancellationToken)).Select(validation => validation.Id);
        var acknowledged = _book.Intents.Select(intent => intent.ValidationId).OfType<string>();
        var found = new List<ValidationSeen>();
        foreach (var id in listed.Union(acknowledged))
        {
            if (await Caller.FindAsync(id, cancellationToken) is { } validation)
            {
                found.Add(validation);
            }
        }

        return found;
    }
}
