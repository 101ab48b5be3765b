using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Hosts;

/// <summary>The operator who takes and restores backups, and people who start forbidden copies.</summary>
internal sealed class Restores(World world, Disk disk)
{
    private const string Setting = "SelfHost:GoOnFrom=";

    private Backup? _last;
    private bool _isPutBack;

    /// <summary>The number of backups that replaced the database.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a backup between two commits of the running process.</summary>
    public void BackUp()
    {
        world.Tell($"a backup is taken");
        _last = new(disk.Read(), world.Books.Remember(), world.Wire.Remember());
    }

    /// <summary>
    /// Puts the last backup in place of the killed process's database. Returns false without a backup, or without a
    /// change since.
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
    /// Tries to start a restored backup. Returns the word that the refusal prints; null without a restored backup.
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

    /// <summary>Tries to start the database in another place, and without its mark.</summary>
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
