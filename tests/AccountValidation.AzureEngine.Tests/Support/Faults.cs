using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>What becomes of one call to the storage or to the orchestrations.</summary>
internal enum Fault
{
    None,

    /// <summary>The call never arrives.</summary>
    RequestLost,

    /// <summary>The call has its effect, and its answer never arrives.</summary>
    AnswerLost,

    /// <summary>The process dies before the call.</summary>
    KilledBefore,

    /// <summary>The process dies after the call had its effect.</summary>
    KilledAfter,
}

/// <summary>Decides what becomes of each call of one process, in the order they are made.</summary>
internal sealed class Faults
{
    private int _calls;
    private volatile bool _dead;

    /// <summary>
    /// Given what is called, such as <c>POST Validations</c> or <c>Instances.Start</c>, and how many calls there were
    /// with it.
    /// </summary>
    public Func<string, int, Fault> Plan { get; set; } = (_, _) => Fault.None;

    /// <summary>How many calls were made.</summary>
    public int Calls => _calls;

    public bool IsDead => _dead;

    /// <summary>The process dies at its n-th call.</summary>
    public static Faults KillAt(int call, Fault how) =>
        new() { Plan = (_, number) => number == call ? how : Fault.None };

    /// <summary>One fault, at the first call of a kind.</summary>
    public static Faults Once(string what, Fault fault)
    {
        var happened = 0;
        return new()
        {
            Plan = (called, _) => called == what && Interlocked.Exchange(ref happened, 1) == 0 ? fault : Fault.None,
        };
    }

    /// <summary>Every call of a kind is lost.</summary>
    public static Faults Always(string what) =>
        new() { Plan = (called, _) => called == what ? Fault.RequestLost : Fault.None };

    public async Task<T> RunAsync<T>(string what, Func<Task<T>> call, Func<Exception> unreachable)
    {
        var fault = Plan(what, Interlocked.Increment(ref _calls));
        if (_dead || fault == Fault.KilledBefore)
        {
            _dead = true;
            throw new KilledException();
        }

        if (fault == Fault.RequestLost)
        {
            throw unreachable();
        }

        var answer = await call();
        _dead |= fault == Fault.KilledAfter;
        return fault switch
        {
            Fault.KilledAfter => throw new KilledException(),
            Fault.AnswerLost => throw unreachable(),
            _ => answer,
        };
    }
}

/// <summary>Nothing of the process runs after this.</summary>
internal sealed class KilledException : Exception
{
    public KilledException()
    {
    }

    public KilledException(string message)
        : base(message)
    {
    }

    public KilledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Runs what may be killed, or find the store unavailable; true when it came to its end.</summary>
    public static async Task<bool> SurvivesAsync(Func<Task> run)
    {
        try
        {
            await run();
            return true;
        }
        catch (Exception exception) when (exception is KilledException or StoreUnavailableException)
        {
            return false;
        }
    }
}
