using AccountValidation.Core;
using AccountValidation.Simulation.Hosts;

namespace AccountValidation.Simulation.Audits;

/// <summary>
/// Checks that every validation ends by its deadline unless somebody suspends it. Only the time counts in which the
/// service can work: not while the process is down or the disk is full.
/// </summary>
internal sealed class Overdue
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private readonly World _world;
    private readonly Machine _machine;
    private readonly TimeSpan _allowed;
    private readonly Dictionary<string, TimeSpan> _overdue = new(StringComparer.Ordinal);

    /// <summary>Begins to watch.</summary>
    public Overdue(World world, Machine machine)
    {
        (_world, _machine) = (world, machine);
        var settings = world.Plan.Settings;
        var terms = settings.ToTerms(gateway: null);
        var rechecks = settings.Recheck.Gateways.Values.Append(settings.Recheck.General).ToList();
        var lateTries = (rechecks.Max(recheck => recheck.MaxDelay) + terms.JuspayTimeout) * 4;

        // A validation makes about twelve calls until its end. Before each call, every other validation may make two
        // calls.
        var calls = world.Plan.Starts + world.Plan.Habits.Successors;
        var aCall = settings.Juspay.CallsPerSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
        var queue = (terms.JuspayTimeout * Math.Max(4, calls * 2 / settings.Juspay.MaxConcurrentCalls))
            + (aCall * world.Plan.Accounts * 2 * 12);
        var preset = rechecks.TrueForAll(recheck => recheck.Preset is null) ? TimeSpan.Zero : TimeSpan.FromHours(16);

        // A time stored while the clock was ahead is late by that much, once the clock is set back.
        _allowed = lateTries + queue + preset + world.Plan.Host.AllJumps + TimeSpan.FromMinutes(5);
        world.Time.After(Tick, Inspect);
    }

    private void Inspect()
    {
        _world.Time.After(Tick, Inspect);
        if (_machine.WorksSince is not { } since || _world.Time.Now - since < Tick)
        {
            return;
        }

        foreach (var validation in _world.Books.Committed.Values.Where(IsOverdue))
        {
            var overdue = _overdue.GetValueOrDefault(validation.Id) + Tick;
            _overdue[validation.Id] = overdue;
            Books.Require(
                overdue <= _allowed,
                $"{validation.Id} should have ended at {validation.DeadlineAt:O} and is "
                + $"{validation.Stage.GetType().Name}, {overdue} of work later");
        }
    }

    private bool IsOverdue(Validation validation)
    {
        if (validation.IsSuspended)
        {
            _overdue.Remove(validation.Id);
        }

        return validation is { IsSettled: false, IsSuspended: false }
            && _world.Time.ProcessTimeOfDay > validation.DeadlineAt;
    }
}
