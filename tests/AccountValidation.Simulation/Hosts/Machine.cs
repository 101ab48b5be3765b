using AccountValidation.SelfHost.Storage;
using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Hosts;

/// <summary>The service's machine: starts, kills and stops its process, fills its disk, and sets its clock.</summary>
internal sealed class Machine : IDisposable
{
    private readonly World _world;
    private readonly Disk _disk = new();
    private readonly Commits _commits;
    private readonly Restores _restores;
    private Planned? _commit;
    private bool _isFull;
    private TimeSpan? _worksSince;

    /// <summary>Starts the first process.</summary>
    public Machine(World world)
    {
        _world = world;
        _commits = new(world, _disk);
        _restores = new(world, _disk);
        Start();
    }

    /// <summary>The running process; null for none.</summary>
    public SimulatedHost? Host { get; private set; }

    /// <summary>The number of kills.</summary>
    public int Kills { get; private set; }

    /// <summary>The number of kills that tore the last write.</summary>
    public int TornWrites => _commits.Torn;

    /// <summary>The number of kills between a commit and its last notice.</summary>
    public int UntoldCommits => _commits.Untold;

    /// <summary>The number of backups that replaced the database.</summary>
    public int Restored => _restores.Count;

    /// <summary>True while the disk is full.</summary>
    public bool IsDiskFull => _isFull;

    /// <summary>The time since which a process has run with a writable disk; null for none.</summary>
    public TimeSpan? WorksSince =>
        _world.Time.Host is { IsStill: false, WentOnAt: var wentOnAt } && _worksSince is { } since
            ? wentOnAt > since
                ? wentOnAt
                : since
            : null;

    /// <summary>
    /// Runs one step of the process, and may kill the process afterwards. Returns false when no step is ready.
    /// </summary>
    public bool StepOne()
    {
        if (Host is not { } host || _world.Time.Host.IsStill || !host.RunOne(_world.Chance))
        {
            return false;
        }

        _world.Standstills.AfterStep();
        if (!_world.IsHealthy && _world.Chance.Happens(_world.Plan.Host.KillAtStep))
        {
            Kill();
        }

        return true;
    }

    /// <summary>Makes waiting commits, and ends a process that has stopped.</summary>
    public void SeeTo()
    {
        if (Host is not { } host || _world.Time.Host.IsStill)
        {
            return;
        }

        if (host.Writer.HasWaiting)
        {
            _commit ??= _world.Time.After(_world.Chance.Around(_world.Plan.Host.CommitTime), Commit);
        }
        else if (host.HasStopped)
        {
            _world.Tell($"the process has stopped");
            _disk.Leave(); // All waiting writes are committed.
            End();
        }
    }

    /// <summary>Kills the running process, if any.</summary>
    public void Kill()
    {
        if (Host is null)
        {
            return;
        }

        _world.Tell($"the process is killed");
        Kills++;
        _disk.Leave();
        End();
    }

    /// <summary>Takes a backup, if a process runs.</summary>
    public void BackUp()
    {
        if (Host is not null)
        {
            _restores.BackUp();
        }
    }

    /// <summary>Kills the running process, if any, and puts the last backup in place of its database.</summary>
    public void Restore()
    {
        if (Host is not null && !_world.IsHealthy && _restores.PutBack())
        {
            Kills++;
            End();
        }
    }

    /// <summary>Tries to start copies of the database while a process runs.</summary>
    public void StartCopies()
    {
        if (Host is not null)
        {
            _restores.StartCopies();
        }
    }

    /// <summary>Tells the running process, if any, to stop.</summary>
    public void Stop()
    {
        if (Host is not { IsStopping: false } host)
        {
            return;
        }

        if (_world.Time.Host.IsStill)
        {
            _world.Time.Host.Hold(Stop);
            return;
        }

        var asked = _world.Time.Now;
        _world.Tell($"the process is told to stop");
        host.Stop();
        var patience = _world.Plan.DrainTime + (_world.Plan.Host.CommitTime * 100) + TimeSpan.FromSeconds(10);
        _world.Time.After(patience, () =>
            Books.Require(
                Host != host || _isFull || WorksSince is null || WorksSince > asked,
                $"the process does not stop within its drain time, {_world.Plan.DrainTime}"));
    }

    /// <summary>Fills the disk, so that the database cannot grow, or frees room again.</summary>
    public void FillDisk(bool isFull)
    {
        _world.Tell($"the disk is full: {isFull}");
        _isFull = isFull;
        _worksSince = isFull || Host is null ? null : _world.Time.Now;
        LimitPages();
    }

    /// <summary>Ends all faults of the machine.</summary>
    public void Heal()
    {
        _world.Standstills.End();
        if (_isFull)
        {
            FillDisk(isFull: false);
        }

        if (Host is { } host)
        {
            (host.JuspayWire.IsHealthy, host.ReceiverWire.IsHealthy) = (true, true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Host?.Dispose();
        _disk.Dispose();
    }

    private void Start()
    {
        if (Host is not null)
        {
            return;
        }

        _world.Tell($"a process starts");
        var word = _restores.AskForTheWord();
        try
        {
            Host = new(_world, _disk.DatabasePath, word);
        }
        catch (StoreException exception)
        {
            throw new BrokenGuaranteeException($"the process does not start: {exception.Message}", exception);
        }

        Host.Database.Writer.Run(
            FormattableString.Invariant($"PRAGMA wal_autocheckpoint = {_world.Plan.Host.CheckpointPages}"));
        LimitPages();
        (_worksSince, _world.Standstills.HasProcess) = (_isFull ? null : _world.Time.Now, true);
        DatabaseAudit.Check(Host.Database, _world.Books, _world.Time, _world.Plan);
        _world.Books.OpenWindow(_world.Time.ProcessTimeOfDay, word is null ? null : _world.Plan.ShownWithin);
    }

    private void End()
    {
        _commit?.Cancel();
        _commit = null;
        (_worksSince, _world.Standstills.HasProcess) = (null, false);
        _world.Time.Host.Forget();
        Host!.Dispose();
        Host = null;
        _disk.Clean();
        _world.Time.After(
            _world.IsHealthy ? TimeSpan.FromSeconds(1) : _world.Chance.Around(_world.Plan.Host.Downtime), Start);
    }

    private void Commit()
    {
        if (_world.Time.Host.IsStill)
        {
            _commit = _world.Time.Host.Hold(Commit);
            return;
        }

        _commit = null;
        if (!_commits.Make(Host!))
        {
            Kills++;
            End();
        }
    }

    private void LimitPages()
    {
        const int Most = int.MaxValue;
        // SQLite never sets the limit below the present size.
        Host?.Database.Writer.Run(FormattableString.Invariant($"PRAGMA max_page_count = {(_isFull ? 1 : Most)}"));
    }
}
