using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Hosts;

/// <summary>The operator who takes backups and puts them back, and those who start what may not be started.</summary>
internal sealed class Restores(World world, Disk disk)
{
    private const string Setting = "SelfHost:GoOnFrom=";

    private Backup? _last;
    private bool _isPutBack;

    /// <summary>How many backups took the place of the database.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a backup, between two commits of the process that runs.</summary>
    public void BackUp()
    {
        world.Tell($"a backup is taken");
        _last = new(disk.Read(), world.Books.Remember(), world.Wire.Remember());
    }

    /// <summary>
    /// Puts the last backup in the place of the database that the killed process had; false when there is none, or
    /// nothing has happened since.
    /// </summary>
    public bool PutBack()
    {
        if (_last is not { } backup || backup.Files.Mark.AsSpan().SequenceEqual(disk.Read().Mark))
        {
            return false;
        }

        world.Tell($"the process is killed, and the last backup is put back");
        disk.PutBack(backup.Files);
        world.Books.Restore(backup.Books);
        world.Wire.Restore(backup.Trails);
        world.Receivers.Forget();
        (_isPutBack, Count) = (true, Count + 1);
        return true;
    }

    /// <summary>
    /// Tries to start a backup that was put back. Gives back the word that the refusal prints; null when nothing was
    /// put back.
    /// </summary>
    public string? AskForTheWord()
    {
        if (!_isPutBack)
        {
            return null;
        }

        _isPutBack = false;
        return Refused(disk.DatabasePath, SimulatedHost.Identity, "an older copy");
    }

    /// <summary>Tries to start the database as it is somewhere else, and without its mark.</summary>
    public void StartCopies()
    {
        var files = disk.Read();
        disk.WithCopy(files, path => Refused(path, "another disk", "a copy"));
        disk.WithCopy(files with { Mark = [] }, path =>
            Refused(path, SimulatedHost.Identity, "a database without its mark"));
    }

    private string? Refused(string path, string identity, string what)
    {
        var clock = new SteadyClock(new HostClock(world.Time));
        try
        {
            Database
                .Open(path, new(GoOnFrom: null, world.Plan.ShownWithin, clock, world.Chance.NextBytes, _ => identity))
                .Dispose();
        }
        catch (StoreException exception) when (exception.Message.Split(Setting) is [_, var rest])
        {
            return rest.Split(':')[0];
        }

        world.Guard.Require(
            holds: false,
            Guarantee.RestorePaysNotTwice,
            $"{what} starts, and nobody has said the word");
        return null;
    }

    private sealed record Backup(Files Files, BooksBackup Books, TrailsBackup Trails);
}
