using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Simulation.Plans;
using SQLitePCL;

namespace AccountValidation.Simulation.Hosts;

/// <summary>
/// Makes the commits of the process that runs. It may die in one, so that the last write is torn, or after one, before
/// everybody was told: then the commit is on disk all the same.
/// </summary>
internal sealed class Commits(World world, Disk disk)
{
    private const int Salt = 104729;

    // Not the world's: what has no such end stays as it is.
    private readonly Random _chance = new(unchecked(world.Seed * Salt));

    /// <summary>How many kills tore the last write.</summary>
    public int Torn { get; private set; }

    /// <summary>How many kills came between a commit and the last of those who were to be told.</summary>
    public int Untold { get; private set; }

    /// <summary>Makes the next commit; false when the process dies of it.</summary>
    public bool Make(SimulatedHost host)
    {
        var odds = world.IsHealthy ? 0 : world.Plan.Host.KillInCommit;
        if (!world.IsHealthy && world.Chance.Happens(odds))
        {
            DieInIt(host);
            return false;
        }

        var commit = host.Writer.CommitNext()!;
        Note(commit);
        if (commit.Changes.Count > 0 && _chance.Happens(odds))
        {
            DieAfterIt(host, commit);
            return false;
        }

        commit.TellAll();
        return true;
    }

    private void DieInIt(SimulatedHost host)
    {
        var before = disk.Read();
        var commit = CommitWhileOthersRun(host);
        world.Books.BeginDoubt();
        Note(commit);
        var isTorn = disk.LeaveInCommit(before, world.Chance);
        if (!isTorn)
        {
            world.Books.RuleOutDoubt();
        }

        Torn += isTorn ? 1 : 0;
        world.Tell($"the process is killed in a commit; torn: {isTorn}");
    }

    // The first of them may be told, and act on it, before the others are.
    private void DieAfterIt(SimulatedHost host, StoreCommit commit)
    {
        for (var left = _chance.Next(commit.Untold); left > 0; left--)
        {
            commit.TellNext();
            RunOthers(host, atMost: 3);
        }

        RunOthers(host, atMost: 30);
        Untold++;
        disk.Leave();
        world.Tell($"the process is killed after a commit; {commit.Untold} were not told");
    }

    // While the thread that writes waits for the disk, the others run: whoever was told too early acts on it now.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Nothing may be thrown through SQLite; it is thrown afterwards.")]
    private StoreCommit CommitWhileOthersRun(SimulatedHost host)
    {
        ExceptionDispatchInfo? escaped = null;
        var writer = host.Database.Writer.Handle;
        raw.sqlite3_commit_hook(
            writer,
            _ =>
            {
                try
                {
                    RunOthers(host, atMost: 30);
                }
                catch (Exception exception)
                {
                    escaped = ExceptionDispatchInfo.Capture(exception);
                }

                return 0;
            },
            null);
        var commit = host.Writer.CommitNext()!;
        raw.sqlite3_commit_hook(writer, null, null);
        escaped?.Throw();
        return commit;
    }

    private void RunOthers(SimulatedHost host, int atMost)
    {
        for (var left = _chance.Next(atMost + 1); left > 0 && host.RunOne(_chance); left--)
        {
            // the next
        }
    }

    private void Note(StoreCommit commit)
    {
        if (commit.Untold == 0)
        {
            return; // it failed: nothing of it is on disk, and nobody is told
        }

        world.Books.NoteCommit();
        foreach (var change in commit.Changes)
        {
            world.Tell($"{change.After.Id} is committed: {change.After.Stage}");
            world.Books.Commit(change);
            world.Wire.Commit(change);
        }
    }
}
