using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Callers;

/// <summary>
/// The onboarding systems and operators. A caller repeats a start with its key until it has the response, as every
/// careful caller does. Some callers send a start twice at once; some reuse a key for another request.
/// </summary>
internal sealed class Caller(World world, Machine machine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Requests _requests = new(world);
    private readonly Signaller _signaller = new(world, machine);
    private readonly List<(StartRequest Request, IdempotencyClaim? Claim)> _made = [];
    private int _successors = world.Plan.Habits.Successors;

    /// <summary>The operators, and the callers who act on known validations.</summary>
    public Operators Operators { get; } = new(world, machine, new(world, machine));

    /// <summary>The number of starts without a response.</summary>
    public int Open { get; private set; }

    /// <summary>Plans all calls of this world.</summary>
    public void Plan()
    {
        var bursts = Enumerable.Range(0, world.Plan.Habits.Bursts)
            .Select(_ => world.Plan.Duration * world.Chance.NextDouble())
            .ToList();
        for (var start = 0; start < world.Plan.Starts; start++)
        {
            if (bursts.Count == 0)
            {
                AtSomeTime(StartSomething);
            }
            else
            {
                world.Time.After(bursts[world.Chance.Next(bursts.Count)], StartSomething);
            }
        }

        if (_successors > 0)
        {
            world.Committed += Succeed;
        }

        for (var call = 0; call < world.Plan.Calls; call++)
        {
            AtSomeTime(Operators.DoSomething);
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

        var (made, its) = _requests.Draw();
        _made.Add((made, its));
        Start(made, its);
        if (chance.Happens(0.2))
        {
            Start(made, its);
        }
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
                Open--; // Without a key the caller cannot repeat the start.
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
        host.Start(request, claim, result => Travel(world, () =>
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
            Answered(result, request, claim);
        }));
    }

    // A response takes time, and the process may die meanwhile: the caller still receives the response.
    internal static void Travel(World world, Action arrive) =>
        world.Time.After(world.Chance.Around(TimeSpan.FromMilliseconds(20)), arrive);

    private void Answered(StartResult result, StartRequest request, IdempotencyClaim? claim)
    {
        world.Tell($"a start with {claim?.Key} is answered: {result}");
        switch (result)
        {
            case StartResult.Started started:
                world.Books.Acknowledge(started.Validation.Id, claim?.Key);
                CheckRequest(request, started.Validation);
                Operators.Know(started.Validation.Id);
                new Haste(world, _signaller).With(started.Validation.Id);
                PressTheButtonAgain(started.Validation.Id);
                ThinkAgain(started.Validation);
                break;
            case StartResult.Replayed replayed:
                world.Books.Acknowledge(replayed.Validation.Id, claim?.Key);
                break;
        }
    }

    private void CheckRequest(StartRequest request, Validation validation)
    {
        var stored = validation.Request;
        world.Guard.Require(
            (stored.CustomerId, stored.CustomerAccountId) == (request.CustomerId, request.CustomerAccountId)
                && (
                    stored.RoutingId == (request.RoutingId ?? request.CustomerId)
                    || (request.RoutingId is null && world.Plan.Habits.UseAliases))
                && stored.Gateway == request.Gateway
                && stored.Amount == (request.Amount ?? 1),
            Guarantee.RightRequest,
            $"{validation.Id} is stored as {stored}, {stored.RoutingId}, {stored.Gateway}, {stored.Amount}");
    }

    // Some customers come back before Juspay's clock has ticked.
    private void Succeed(ValidationChange change)
    {
        var hasSettled = change is { Before.IsSettled: false, After.IsSettled: true };
        if (hasSettled && !world.IsHealthy && _successors > 0 && world.Chance.Happens(0.7))
        {
            _successors--;
            var soon = world.Chance.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(400));
            world.Time.After(soon, () => Start(_requests.Again(change.After.Request.CustomerAccountId), claim: null));
        }
    }

    // Some customers ask for a check again and again.
    private void PressTheButtonAgain(string id)
    {
        if (!world.Chance.Happens(0.2))
        {
            return;
        }

        var unit = world.Plan.Settings.Submission.ConfirmAfter;
        for (var press = 1; press <= 10; press++)
        {
            var soon = unit * press * 2 * world.Chance.NextDouble();
            world.Time.After(soon, () => _signaller.Send(id, new Signal.Check()));
        }
    }

    // Some customers cancel at once, and start again.
    private void ThinkAgain(Validation validation)
    {
        if (!world.Chance.Happens(0.15))
        {
            return;
        }

        var soon = world.Chance.Around(world.Plan.Settings.Submission.ConfirmAfter / 2);
        world.Time.After(soon, () => _signaller.Send(validation.Id, new Signal.Cancel()));
        var later = soon + world.Chance.Around(TimeSpan.FromSeconds(5));
        world.Time.After(later, () => Start(_requests.Again(validation.Request.CustomerAccountId), claim: null));
    }
}
