using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Simulation.Plans;
using SQLitePCL;

namespace AccountValidation.Simulation.Hosts;

/// <summary>
/// Makes the commits of the running process. The process may die in a commit, which may tear the last write. It may
/// also die after a commit, before all notices: the commit is on disk all the same.
/// </summary>
internal sealed class Commits(World world, Disk disk)
{
    private const int Salt = 104729;

    // A source of its own: worlds without such an end keep their course.
    private readonly Random _chance = new(unchecked(world.Seed * Salt));

    /// <summary>The number of kills that tore the last write.</summary>
    public int Torn { get; private set; }

    /// <summary>The number of kills between a commit and its last notice.</summary>
    public int Untold { get; private set; }

    /// <summary>Makes the next commit; returns false when the process dies.</summary>
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

    // The first receiver of a notice may act on it before the process dies.
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

    // While the writing thread waits for the disk, other code runs: a receiver of an early notice would act on it now.
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
            // RunOne does the work.
        }
    }

    private void Note(StoreCommit commit)
    {
        if (commit.Untold == 0)
        {
            return; // The commit failed: nothing is on disk, and nobody is told.
        }

        world.Books.NoteCommit();
        foreach (var change in commit.Changes)
        {
            world.Tell($"{change.After.Id} is committed: {change.After.Stage}");
            world.Books.Commit(new(change.Before, change.After));
            world.Wire.Commit(new(change.Before, change.After));
        }
    }
}
