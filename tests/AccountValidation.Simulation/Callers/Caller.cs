using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Receivers;

namespace AccountValidation.Simulation.Callers;

/// <summary>
/// The onboarding systems and operators. A start whose answer is lost is repeated with its key until it is answered, as every caller that
/// wants to be sure does; some start twice at once, some use a key again for something else.
/// </summary>
internal sealed class Caller(World world, Machine machine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly List<(StartRequest Request, IdempotencyClaim? Claim)> _made = [];
    private readonly List<string> _known = [];
    private int _number;

    /// <summary>How many starts are not answered yet.</summary>
    public int Open { get; private set; }

    /// <summary>Plans all calls of this world.</summary>
    public void Plan()
    {
        for (var start = 0; start < world.Plan.Starts; start++)
        {
            AtSomeTime(StartSomething);
        }

        for (var call = 0; call < world.Plan.Calls; call++)
        {
            AtSomeTime(DoSomething);
        }
    }

    private void AtSomeTime(Action what) => world.Time.After(world.Plan.Duration * world.Chance.NextDouble(), what);

    private void StartSomething()
    {
        var chance = world.Chance;
        if (_made.Count > 0 && chance.Happens(0.25))
        {
            var (request, claim) = _made[chance.Next(_made.Count)];
            Start(chance.Happens(0.2) ? request with { Amount = 2 } : request, claim);
            return;
        }

        var (made, its) = New();
        _made.Add((made, its));
        Start(made, its);
        if (chance.Happens(0.2))
        {
            Start(made, its);
        }
    }

    private (StartRequest Request, IdempotencyClaim? Claim) New()
    {
        var account = world.Juspay.Accounts.ElementAt(world.Chance.Next(world.Juspay.Accounts.Count));
        var request = new StartRequest
        {
            CustomerId = account.CustomerId,
            CustomerAccountId = account.Id,
            CallbackUrl = world.Chance.Happens(0.9) ? SimulatedReceivers.UrlOf(world.Chance.Next(SimulatedReceivers.Count)) : null,
        };
        var key = world.Chance.Happens(0.8) ? string.Create(CultureInfo.InvariantCulture, $"key-{++_number}") : null;
        return (request, key is null ? null : new("caller", key, request.Fingerprint()));
    }

    private void Start(StartRequest request, IdempotencyClaim? claim)
    {
        Open++;
        Try(request, claim is null ? null : claim with { Fingerprint = request.Fingerprint() });
    }

    private void Try(StartRequest request, IdempotencyClaim? claim)
    {
        var isOver = false;
        void Again()
        {
            if (isOver)
            {
                return;
            }

            isOver = true;
            if (claim is null)
            {
                Open--; // without a key it cannot be repeated
                return;
            }

            world.Time.After(world.Chance.Around(TimeSpan.FromSeconds(20)), () => Try(request, claim));
        }

        if (machine.Host is not { IsStopping: false } host)
        {
            Again();
            return;
        }

        world.Time.After(Patience, Again);
        host.Start(request, claim, result => Travel(() =>
        {
            if (isOver)
            {
                return;
            }

            if (result is null)
            {
                Again();
                return;
            }

            isOver = true;
            Open--;
            Answered(result, claim);
        }));
    }

    // An answer takes its time, and the process may die meanwhile: the caller has it all the same.
    private void Travel(Action arrive) => world.Time.After(world.Chance.Around(TimeSpan.FromMilliseconds(20)), arrive);

    private void Answered(StartResult result, IdempotencyClaim? claim)
    {
        world.Tell($"a start with {claim?.Key} is answered: {result}");
        switch (result)
        {
            case StartResult.Started started:
                world.Books.Acknowledge(started.Validation.Id, claim?.Key);
                _known.Add(started.Validation.Id);
                PressTheButtonAgain(started.Validation.Id);
                ThinkAgain(started.Validation);
                break;
            case StartResult.Replayed replayed:
                world.Books.Acknowledge(replayed.Validation.Id, claim?.Key);
                break;
        }
    }

    // Some customers want to know again and again.
    private void PressTheButtonAgain(string id)
    {
        if (!world.Chance.Happens(0.2))
        {
            return;
        }

        var unit = world.Plan.Settings.Submission.ConfirmAfter;
        for (var press = 1; press <= 10; press++)
        {
            world.Time.After(unit * press * 2 * world.Chance.NextDouble(), () => machine.Host?.Call(engine => engine.SignalAsync(id, new Signal.Check(), CancellationToken.None)));
        }
    }

    // Some cancel at once, and start again.
    private void ThinkAgain(Validation validation)
    {
        if (!world.Chance.Happens(0.15))
        {
            return;
        }

        var soon = world.Chance.Around(world.Plan.Settings.Submission.ConfirmAfter / 2);
        world.Time.After(soon, () => machine.Host?.Call(engine => engine.SignalAsync(validation.Id, new Signal.Cancel(), CancellationToken.None)));
        world.Time.After(soon + world.Chance.Around(TimeSpan.FromSeconds(5)), () => Start(
            new() { CustomerId = validation.Request.CustomerId, CustomerAccountId = validation.Request.CustomerAccountId }, claim: null));
    }

    private void DoSomething()
    {
        if (machine.Host is not { } host || _known.Count == 0)
        {
            return;
        }

        var id = _known[world.Chance.Next(_known.Count)];
        Signal signal = world.Chance.Next(10) switch
        {
            0 or 1 => new Signal.Cancel(),
            2 or 3 => new Signal.Check(),
            4 or 5 => new Signal.Hint(),
            6 => new Signal.Redeliver(),
            7 => new Signal.Suspend("operator"),
            8 => new Signal.Resume("operator"),
            _ => new Signal.Terminate("operator"),
        };
        world.Tell($"{id} is given {signal}");
        host.Call(engine => engine.SignalAsync(id, signal, CancellationToken.None), change => Travel(() => Signalled(host, id, signal, change)));
    }

    private void Signalled(SimulatedHost host, string id, Signal signal, ValidationChange? change)
    {
        if (signal is Signal.Cancel && change is { After.IsSettled: false } && machine.Host == host)
        {
            host.Call(engine => engine.WaitUntilSettledAsync(id, TimeSpan.FromSeconds(3), CancellationToken.None));
        }

        if (signal is Signal.Suspend)
        {
            world.Time.After(world.Chance.Around(TimeSpan.FromHours(3)), () => Resume(id));
        }
    }

    /// <summary>Resumes whatever is still suspended.</summary>
    public void ResumeAll()
    {
        foreach (var (id, _) in world.Books.Committed.Where(entry => entry.Value.IsSuspended))
        {
            Resume(id);
        }
    }

    private void Resume(string id) =>
        machine.Host?.Call(engine => engine.SignalAsync(id, new Signal.Resume(null), CancellationToken.None));
}
