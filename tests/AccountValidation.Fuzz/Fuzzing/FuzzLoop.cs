using AccountValidation.Fuzz.Coverage;
using AccountValidation.Fuzz.Targets;

namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>
/// The loop of a coverage-guided fuzzer, after AFL: take an input that once showed something new, change it, run it,
/// and keep it when it takes an edge, or takes one about another number of times, as none before it did.
/// </summary>
internal sealed class FuzzLoop : IDisposable
{
    private const int HavocsOfAnEntry = 200;
    private const int LongestWalked = 160;
    private const long MostAllocated = 16 * 1024 * 1024;
    private const int MostAllocatedPerByte = 200;

    private readonly FuzzTarget _target;
    private readonly FuzzOptions _options;
    private readonly Random _random;
    private readonly CoverageMap _coverage = new();
    private readonly Corpus _corpus;
    private readonly Mutator _mutator;
    private readonly Findings _findings;
    private readonly Watchdog _watchdog = new();
    private readonly CurrentInput _current;
    private readonly Progress _progress;

    /// <summary>Gets ready.</summary>
    public FuzzLoop(FuzzTarget target, FuzzOptions options)
    {
        _target = target;
        _options = options;
        _random = new(options.Seed);
        _corpus = new(options.CorpusFolder, _random);
        _mutator = new(_random, target.Tokens);
        _findings = new(options.FindingsFolder, target.Name);
        _current = new(options.CurrentFile);
        _progress = new(target.Name, options);
    }

    /// <summary>Runs to the limit.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        foreach (var seed in _options.SeedsOf(_target).DefaultIfEmpty([]))
        {
            Execute(seed);
            _ = _coverage.Absorb(); // what is initialised once is no news of the second run
            Execute(seed);
            _ = _coverage.Absorb();
            _corpus.Add(new(seed, _coverage.EdgesOfRun()), isKept: false);
        }

        while (!_progress.IsOver)
        {
            Explore(_corpus.Pick());
        }

        _progress.Finish(Figures());
        return _findings.Count == 0 ? ExitCodes.Clean : ExitCodes.Found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _current.Dispose();
        _coverage.Dispose();
    }

    private void Explore(Entry entry)
    {
        if (!entry.IsWalked && entry.Bytes.Length <= LongestWalked)
        {
            entry.IsWalked = true;
            foreach (var input in _mutator.Walk(entry.Bytes))
            {
                Try(input);
                if (_progress.IsOver)
                {
                    return;
                }
            }
        }

        for (var havoc = 0; havoc < HavocsOfAnEntry && !_progress.IsOver; havoc++)
        {
            Try(_mutator.Havoc(entry.Bytes, _corpus.Any()));
        }
    }

    private void Try(byte[] input)
    {
        Execute(input);
        var news = _coverage.Absorb();
        if (news != News.None)
        {
            var kept = Trimmed(input);
            _corpus.Add(new(kept, _coverage.EdgesOfRun()), isKept: true);
            _progress.NewPath(news);
        }

        _progress.Tick(Figures);
    }

    private void Execute(byte[] input)
    {
        _current.Write(input);
        _coverage.Reset();
        _watchdog.Begin();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _target.Run(input);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Must.Hold(
                allocated <= MostAllocated + ((long)MostAllocatedPerByte * input.Length),
                "an input takes no more memory than a multiple of its length");
        }
#pragma warning disable CA1031 // whatever is thrown is a finding
        catch (Exception exception)
        {
            _findings.Add(input, exception);
        }
#pragma warning restore CA1031

        _progress.Executed(_watchdog.End());
    }

    // Leaves out blocks, larger ones first, as long as the run stays the same.
    private byte[] Trimmed(byte[] input)
    {
        var wanted = _coverage.Fingerprint();
        var trimmed = input;
        for (var block = Math.Max(1, input.Length / 2); block >= 1 && trimmed.Length > 1; block /= 2)
        {
            if (trimmed.Length / block > 256)
            {
                break;
            }

            for (var at = 0; at + block <= trimmed.Length;)
            {
                byte[] shorter = [.. trimmed[..at], .. trimmed[(at + block)..]];
                Execute(shorter);
                if (_coverage.Fingerprint() == wanted)
                {
                    trimmed = shorter;
                }
                else
                {
                    at += block;
                }
            }
        }

        Execute(trimmed);
        return trimmed;
    }

    private Figures Figures() => new(_coverage.Edges, _corpus.Count, _corpus.Favoured, _findings.Count);
}
