using System.Diagnostics;
using System.Globalization;
using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;
using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness.Soaks;

/// <summary>One process under load for long, with a short retention, so that as much is purged as comes.</summary>
internal static class SoakRun
{
    private static readonly TimeSpan SamplePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LinePause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retained = TimeSpan.FromMinutes(1);

    /// <summary>Runs, prints, and tells whether everything stayed flat.</summary>
    public static async Task<bool> RunAsync(SoakOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var programs = await PublishedPrograms.EnsureAsync(options.Host, options.Simulator, folder.FullName, cancellationToken);
        await using var simulator = await SimulatorProgram.StartAsync(programs.Simulator, folder.File("ledger.jsonl"), cancellationToken);
        await using var receiver = await CallbackReceiver.StartAsync(options.Seed, cancellationToken);
        await using var host = new HostProgram(programs.Host, new()
        {
            Address = new($"http://127.0.0.1:{LoopbackServer.FreePort()}/"),
            Juspay = simulator.Address,
            DatabasePath = folder.Database,
            RetainSettled = Retained,
        });
        host.Start();
        await host.ListensAsync(cancellationToken);
        using var caller = new Caller(host.Settings.Address, intent => receiver.AddressOf(intent.Receiver));
        var book = new Book();
        List<ProcessSample> samples;
        await using (new LoadDriver(new Plan(new Random(options.Seed)), book, caller, new(options.Seed, options.Rate)))
        {
            samples = await SampleAsync(host, options.Duration, output, sample => Line(sample, book, receiver, folder), cancellationToken);
        }

        var drops = await simulator.DropsAsync(cancellationToken);
        await output.WriteLineAsync($"seed {options.Seed}: {book.Answers} requests answered, {book.Accepted} validations, {drops.Count} penny drops, {receiver.Deliveries.Count} callbacks arrived");
        return await JudgeAsync(samples, book, receiver, output) && await host.TerminateAsync(cancellationToken) == 0;
    }

    private static async Task<List<ProcessSample>> SampleAsync(
        HostProgram host, TimeSpan duration, TextWriter output, Func<ProcessSample, string> line, CancellationToken cancellationToken)
    {
        var samples = new List<ProcessSample>();
        var watch = Stopwatch.StartNew();
        var nextLine = TimeSpan.Zero;
        while (watch.Elapsed < duration)
        {
            samples.Add(ProcessSample.Take(host.ProcessId, watch.Elapsed));
            if (watch.Elapsed >= nextLine)
            {
                await output.WriteLineAsync(line(samples[^1]));
                nextLine += LinePause;
            }

            await Task.Delay(SamplePause, cancellationToken);
        }

        return samples;
    }

    private static async Task<bool> JudgeAsync(List<ProcessSample> samples, Book book, CallbackReceiver receiver, TextWriter output)
    {
        Flatness[] verdicts =
        [
            Flatness.Of("resident memory, MB", samples, sample => sample.ResidentMegabytes, (Share: 0.1, More: 8)),
            Flatness.Of("file handles", samples, sample => sample.Handles, (Share: 0.1, More: 8)),
            Flatness.Of("threads", samples, sample => sample.Threads, (Share: 0.1, More: 4)),
        ];
        foreach (var verdict in verdicts)
        {
            await output.WriteLineAsync(verdict.ToString());
        }

        var faults = book.Oddities.Concat(receiver.Deliveries.Select(delivery => delivery.Fault).OfType<string>()).ToList();
        foreach (var fault in faults.Take(20))
        {
            await output.WriteLineAsync($"VIOLATION  {fault}");
        }

        return faults.Count == 0 && verdicts.All(verdict => verdict.IsFlat);
    }

    private static string Line(ProcessSample sample, Book book, CallbackReceiver receiver, TempFolder folder) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.At:hh\\:mm\\:ss}  {sample.ResidentMegabytes,6:0.0} MB  {sample.Handles,4} handles  {sample.Threads,3} threads  database {new FileInfo(folder.Database).Length / 1048576d,6:0.0} MB  "
            + $"{book.Accepted,7} accepted  {receiver.Deliveries.Count,7} callbacks arrived");
}
