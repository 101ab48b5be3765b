using System.Collections.Concurrent;
using System.Diagnostics;

namespace AccountValidation.Simulation.Runs;

/// <summary>Runs many seeds on several threads; each world stays on one thread.</summary>
internal static class Campaign
{
    private static readonly TimeSpan TimeBetweenReports = TimeSpan.FromSeconds(1);

    /// <summary>Runs seeds until they are used up or the campaign is cancelled.</summary>
    /// <param name="seeds">The seeds.</param>
    /// <param name="options">The options of each run.</param>
    /// <param name="threads">The number of worlds at once.</param>
    /// <param name="report">Receives the figures about once a second, and each broken guarantee.</param>
    /// <param name="untilBroken">Whether the first broken guarantee ends the campaign.</param>
    /// <param name="cancellationToken">Ends the campaign after the running worlds.</param>
    public static Figures Run(
        IEnumerable<int> seeds,
        RunOptions options,
        int threads,
        Action<Figures, RunResult?> report,
        bool untilBroken,
        CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var (results, figures, reported) = (new BlockingCollection<RunResult>(), new Figures(), TimeSpan.Zero);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = StartWorkers(seeds, options, threads, results, ended.Token);
        foreach (var result in results.GetConsumingEnumerable(CancellationToken.None))
        {
            var elapsed = Stopwatch.GetElapsedTime(began);
            figures = figures.With(result, elapsed);
            if (result.Broken is not null || elapsed - reported > TimeBetweenReports)
            {
                reported = elapsed;
                report(figures, result.Broken is null ? null : result);
            }

            if (untilBroken && result.Broken is not null)
            {
                ended.Cancel();
            }
        }

        workers.ForEach(worker => worker.Join());
        return figures;
    }

    // The campaign starts its own threads: the product's code would notice a pool thread that returns under another
    // number.
    private static List<Thread> StartWorkers(
        IEnumerable<int> seeds,
        RunOptions options,
        int threads,
        BlockingCollection<RunResult> results,
        CancellationToken cancellationToken)
    {
        var (left, running) = (new ConcurrentQueue<int>(seeds), threads);
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            while (!cancellationToken.IsCancellationRequested && left.TryDequeue(out var seed))
            {
                results.Add(Runs.Run.Of(seed, options), CancellationToken.None);
            }

            if (Interlocked.Decrement(ref running) == 0)
            {
                results.CompleteAdding();
            }
        })).ToList();
        workers.ForEach(worker => worker.Start());
        return workers;
    }
}
