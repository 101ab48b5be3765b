using System.Globalization;

namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>How far the fuzzer is.</summary>
/// <param name="Edges">The edges that were taken.</param>
/// <param name="Corpus">The inputs that showed something new.</param>
/// <param name="Favoured">Those that are enough to take all edges.</param>
/// <param name="Findings">The kinds of breaks.</param>
internal sealed record Figures(int Edges, int Corpus, int Favoured, int Findings);

/// <summary>Counts, tells every ten seconds how far it is, and knows when it is over.</summary>
/// <param name="target">The target's name.</param>
/// <param name="options">The limits.</param>
internal sealed class Progress(string target, FuzzOptions options)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly long _began = TimeProvider.System.GetTimestamp();
    private long _told = TimeProvider.System.GetTimestamp();
    private long _lastPath = TimeProvider.System.GetTimestamp();
    private long _lastEdge = TimeProvider.System.GetTimestamp();
    private long _executions;
    private TimeSpan _slowest;

    /// <summary>True when a limit is reached.</summary>
    public bool IsOver => _executions >= options.MaxExecutions || Elapsed(_began) >= options.MaxTime;

    /// <summary>An input was run.</summary>
    public void Executed(TimeSpan took)
    {
        _executions++;
        _slowest = took > _slowest ? took : _slowest;
    }

    /// <summary>An input showed something new.</summary>
    public void NewPath(Coverage.News news)
    {
        _lastPath = TimeProvider.System.GetTimestamp();
        _lastEdge = news == Coverage.News.Edge ? _lastPath : _lastEdge;
    }

    /// <summary>Tells how far it is, when it is time to.</summary>
    public void Tick(Func<Figures> figures)
    {
        if (Elapsed(_told) >= Interval)
        {
            _told = TimeProvider.System.GetTimestamp();
            Console.WriteLine(Line(figures()));
        }
    }

    /// <summary>Tells the end, and notes it in the work folder.</summary>
    public void Finish(Figures figures)
    {
        var line = Line(figures);
        Console.WriteLine(line);
        File.AppendAllText(options.RunsFile, line + Environment.NewLine);
    }

    private static TimeSpan Elapsed(long since) => TimeProvider.System.GetElapsedTime(since);

    private string Line(Figures figures) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{target}  {Elapsed(_began):hh\\:mm\\:ss}  {_executions:N0} executions  "
            + $"{_executions / Math.Max(0.001, Elapsed(_began).TotalSeconds):N0}/s  {figures.Edges} edges  "
            + $"{figures.Corpus} inputs ({figures.Favoured} favoured)  last new path "
            + $"{Elapsed(_lastPath):hh\\:mm\\:ss} ago, last new edge {Elapsed(_lastEdge):hh\\:mm\\:ss} ago  slowest "
            + $"{_slowest.TotalMilliseconds:0} ms  {figures.Findings} findings");
}
