using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Text;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Callers;
using AccountValidation.Simulation.Hosts;

namespace AccountValidation.Simulation.Runs;

/// <summary>The life of a simulated world, from its seed until everything started in it has ended.</summary>
internal sealed class Run : IDisposable
{
    // Deadlines of three days, a callback schedule of four days, and a margin.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromDays(14);

    private readonly World _world;
    private readonly Machine _machine;
    private readonly Caller _caller;
    private long _steps;

    private Run(int seed, RunOptions options, Action<string>? narrator)
    {
        _world = new(seed, options.Worlds, options.GoesOn) { Narrator = narrator };
        _machine = new(_world);
        _caller = new(_world, _machine);
        _ = new Overdue(_world, _machine);
        _caller.Plan();
        new Disturbances(_world, _machine).Plan();
        _world.Standstills.Plan();
        _world.Others.Plan();
        _world.Time.After(_world.Plan.Duration, Heal);
    }

    /// <summary>Runs the world of a seed to its end.</summary>
    /// <param name="seed">The seed; the same seed gives the same run.</param>
    /// <param name="options">The options of the run; null for the defaults.</param>
    /// <param name="narrator">Receives the story; null without a reader.</param>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Whatever escapes belongs to the seed, which is reported with it.")]
    public static RunResult Of(int seed, RunOptions? options = null, Action<string>? narrator = null)
    {
        options ??= new();
        Run? run = null;
        try
        {
            run = new(seed, options, narrator);
            run.ToTheEnd();
            return run.Result(seed, broken: null);
        }
        catch (BrokenGuaranteeException exception)
        {
            return run?.Result(seed, exception.Message) ?? new(seed) { Broken = exception.Message };
        }
        catch (Exception exception)
        {
            return (run?.Result(seed, broken: null) ?? new(seed)) with
            {
                Broken = $"an exception that nothing expects: {exception}",
            };
        }
        finally
        {
            run?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _machine.Dispose();

    private void ToTheEnd()
    {
        while (!HasEnded())
        {
            _steps++;
            if (!_machine.StepOne() && !_world.Time.HappenNext())
            {
                break;
            }

            _machine.SeeTo();
            if (_world.Broken is { } broken)
            {
                throw broken;
            }
        }

        CheckTheEnd();
    }

    private void Heal()
    {
        _world.Tell($"all faults end");
        (_world.IsHealthy, _world.Juspay.RefusesKey, _world.Juspay.IsAway) = (true, false, false);
        _machine.Heal();
        _world.Time.After(TimeSpan.FromMinutes(5), ResumeAll);
    }

    // A suspended validation does not end before somebody resumes it.
    private void ResumeAll()
    {
        _caller.Operators.ResumeAll();
        _world.Time.After(TimeSpan.FromMinutes(10), ResumeAll);
    }

    private bool HasEnded()
    {
        if (!_world.IsHealthy || _caller.Open > 0 || _machine.Host is not { Writer.HasWaiting: false })
        {
            return false;
        }

        Books.Require(
            _world.Time.Now < _world.Plan.Duration + LongestEnd + _world.Plan.Host.AllJumps,
            "the world was well for two weeks, and something has not ended");
        return _world.Books.Committed.Values.All(validation => validation.IsFinished);
    }

    private void CheckTheEnd()
    {
        DatabaseAudit.Check(_machine.Host!.Database, _world.Books, _world.Time, _world.Plan);
        foreach (var validation in _world.Books.Committed.Values)
        {
            Books.Require(validation.IsSettled, $"{validation.Id} has not ended");
            if (validation.Callback is not null)
            {
                _world.Receivers.CheckEnd(validation);
            }
        }
    }

    private RunResult Result(int seed, string? broken)
    {
        var digest = new XxHash64();
        foreach (
            var validation in _world.Books.Committed.Values.OrderBy(validation => validation.Id, StringComparer.Ordinal)
        )
        {
            digest.Append(Encoding.UTF8.GetBytes(StateJson.Serialize(validation)));
        }

        return new(seed)
        {
            Broken = broken ?? _world.Guard.Found.Values.FirstOrDefault(),
            Worlds = _world.Plan.Worlds,
            Found = _world.Guard.Found,
            Digest = digest.GetCurrentHashAsUInt64() ^ (ulong)_steps,
            Tally = new()
            {
                Simulated = _world.Time.Now,
                Steps = _steps,
                Commits = _world.Books.Changes,
                Kills = _machine.Kills,
                TornWrites = _machine.TornWrites,
                UntoldCommits = _machine.UntoldCommits,
                Restores = _machine.Restored,
                Standstills = _world.Standstills.Count,
                AtTheLastMoment = _world.Standstills.BeforeASocket,
                Validations = _world.Books.Census.Count,
                Drops = Drops,
                Deliveries = _world.Receivers.Deliveries,
                Statuses = _world
                    .Books.Census.Values.CountBy(StatusNames.Of)
                    .ToImmutableSortedDictionary(StringComparer.Ordinal),
                Worlds = Shares
                    .NamesOf(_world.Plan.Worlds)
                    .ToImmutableSortedDictionary(name => name, _ => Share, StringComparer.Ordinal),
            },
        };
    }

    private int Drops => OwnDrops.Count();

    private IEnumerable<Juspay.Drop> OwnDrops =>
        _world.Juspay.Kept.Concat(_world.Elsewhere.Kept).SelectMany(account => account.OwnDrops);

    private Share Share =>
        new(
            Seeds: 1,
            Validations: _world.Books.Census.Count,
            Drops,
            _world.Wire.UncertainDrops,
            _world.Wire.Checks,
            Expired: Ended(ValidationStatus.Expired).Count(),
            Unpaid: Ended(ValidationStatus.Expired).Except(Paid, StringComparer.Ordinal).Count(),
            Held: Ended(ValidationStatus.Pending).Count(),
            Rejected: Ended(ValidationStatus.Rejected).Count());

    private IEnumerable<string> Paid => OwnDrops.Select(drop => drop.ValidationId!);

    private IEnumerable<string> Ended(ValidationStatus status) =>
        _world.Books.Census.Where(entry => entry.Value == status).Select(entry => entry.Key);
}
