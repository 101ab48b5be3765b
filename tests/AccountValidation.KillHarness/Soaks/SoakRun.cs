using System.Diagnostics;
using System.Globalization;
using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;
using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness.Soaks;

/// <summary>A long run of one process under load, with a short retention: the purge keeps up with the starts.</summary>
internal static class SoakRun
{
    private static readonly TimeSpan SamplePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LinePause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retained = TimeSpan.FromMinutes(1);

    /// <summary>Runs, prints the figures, and returns whether all stayed flat.</summary>
    public static async Task<bool> RunAsync(SoakOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var around = await Surroundings.StartAsync(
            options.Host,
            options.Simulator,
            options.Seed,
            settings => settings with { RetainSettled = Retained },
            cancellationToken);
        around.Host.Start();
        await around.Host.ListensAsync(cancellationToken);
        var book = new Book();
        List<ProcessSample> samples;
        await using (
            new LoadDriver(new Plan(new Random(options.Seed)), book, around.Caller, new(options.Seed, options.Rate)))
        {
            samples = await SampleAsync(
                around.Host, options.Duration, output, sample => Line(sample, book, around), cancellationToken);
        }

        var drops = await around.Juspay.DropsAsync(cancellationToken);
        await output.WriteLineAsync(
            $"seed {options.Seed}: {book.Answers} requests answered, {book.Accepted} validations, {drops.Count} penny "
            + $"drops, {around.Receiver.Deliveries.Count} callbacks arrived");
        return await JudgeAsync(
                samples,
                [.. book.Oddities, .. PaidTwice(book, drops), .. UnsignedOf(around.Receiver)],
                output)
            && await around.Host.TerminateAsync(cancellationToken) == 0;
    }

    private static async Task<List<ProcessSample>> SampleAsync(
        HostProgram host,
        TimeSpan duration,
        TextWriter output,
        Func<ProcessSample, string> line,
        CancellationToken cancellationToken)
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

    private static async Task<bool> JudgeAsync(
        List<ProcessSample> samples, IReadOnlyList<string> faults, TextWriter output)
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

        foreach (var fault in faults.Take(20))
        {
            await output.WriteLineAsync($"VIOLATION  {fault}");
        }

        return faults.Count == 0 && verdicts.All(verdict => verdict.IsFlat);
    }

    private static IEnumerable<string> UnsignedOf(CallbackReceiver receiver) =>
        receiver.Deliveries.Select(delivery => delivery.Fault).OfType<string>();

    private static IEnumerable<string> PaidTwice(Book book, IReadOnlyList<PennyDrop> drops)
    {
        var starts = book.Intents.Where(intent => !intent.WasBusy).CountBy(intent => intent.AccountId).ToDictionary();
        return drops
            .CountBy(drop => drop.CustomerAccountId)
            .Where(paid => paid.Value > starts.GetValueOrDefault(paid.Key))
            .Select(paid =>
                $"PAID TWICE: {paid.Key} was started {starts.GetValueOrDefault(paid.Key)} times, and paid "
                + $"{paid.Value} times");
    }

    private static string Line(ProcessSample sample, Book book, Surroundings around) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{sample.At:hh\\:mm\\:ss}  {sample.ResidentMegabytes,6:0.0} MB  {sample.Handles,4} handles  "
            + $"{sample.Threads,3} threads  database "
            + $"{new FileInfo(around.Host.Settings.DatabasePath).Length / 1048576d,6:0.0} MB  "
                + $"{book.Accepted,7} accepted  {around.Receiver.Deliveries.Count,7} callbacks arrived");
}
