using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>
/// Plays an engine against a <see cref="World"/>: takes the next step, lets time pass, answers with an outcome that
/// fits, delivers signals in between, and sometimes dies between an intent and its outcome.
/// </summary>
internal sealed partial class Walker(Terms terms, World world)
{
    private const int MostTurns = 10_000; // far more than the longest terms allow
    private const int MostSignals = 16;
    private const double Elsewhere = 0.03;

    private readonly Random _chance = new(world.Seed);
    private readonly List<Turn> _turns = [];
    private Validation _validation = Make.Accepted(terms);
    private DateTimeOffset _now = Make.Start;
    private int _signals;

    public Walk Walk()
    {
        while (_turns.Count < MostTurns)
        {
            MaybeSignal();
            switch (Lifecycle.Next(_validation, _now))
            {
                case Step.Wait wait:
                    Wait(wait);
                    break;
                case Step.Check:
                    Apply(Check());
                    break;
                case Step.DropPenny step:
                    Drop(step);
                    break;
                case Step.DeliverCallback step:
                    Deliver(step);
                    break;
                case Step.DeadLetterCallback step:
                    HandOver(step);
                    break;
                case Step.Hold hold:
                    BeHeld(hold);
                    break;
                default:
                    return new(terms, world, _turns, Ended: true);
            }
        }

        return new(terms, world, _turns, Ended: false);
    }

    private void Wait(Step.Wait wait)
    {
        _turns.Add(new(_now, _validation, wait, _validation));
        if (World.Happens(_chance, world.Signalling))
        {
            Pass((wait.Until - _now) * _chance.NextDouble());
            MaybeSignal();
            return;
        }

        Pass(wait.Until - _now);
        Pass(
            _chance.Next(20) == 0
                ? TimeSpan.FromMinutes(_chance.Next(600))
                : TimeSpan.FromMilliseconds(_chance.Next(50)));
    }

    // Somebody lets it go on some time: a suspension without an end is no life.
    private void BeHeld(Step.Hold hold)
    {
        _turns.Add(new(_now, _validation, hold, _validation));
        MaybeSignal();
        Pass(_chance.Next(10) == 0 ? terms.Recheck.Deadline : TimeSpan.FromSeconds(_chance.Next(3600)));
        MaybeSignal();
        Send(_chance.Next(4) == 0 ? new Signal.Terminate("enough") : new Signal.Resume("go on"));
    }

    private Outcome.Checked Check()
    {
        var startedAt = _now;
        var reply = _validation.Drop is not null && World.Happens(_chance, Elsewhere)
            ? World.NotCalled(_chance)
            : world.Check(_chance, Stages.BaselineOf(_validation), mayRefuse: _validation.HasSentPenny, _now);
        PassTheTimeOfACall();
        return new(startedAt, reply);
    }

    private void Deliver(Step.DeliverCallback step)
    {
        PassTheTimeOfACall();
        MaybeSignal();
        Apply(new Outcome.CallbackAttempted(step.Round, World.Receive(_chance)));
    }

    private void HandOver(Step.DeadLetterCallback step)
    {
        PassTheTimeOfACall();
        MaybeSignal();
        Apply(new Outcome.DeadLettered(step.Round, World.HandOver(_chance)));
    }

    private void MaybeSignal()
    {
        if (_signals >= MostSignals || !World.Happens(_chance, world.Signalling))
        {
            return;
        }

        _signals++;
        Send(_chance.Next(24) switch
        {
            < 2 => new Signal.Cancel(),
            < 7 => new Signal.Redeliver(),
            < 11 => new Signal.Check(),
            < 16 => new Signal.Hint(),
            < 22 => new Signal.Suspend("wait"),
            < 23 => new Signal.Resume("go on"),
            _ => new Signal.Terminate("enough"),
        });
    }

    private void Send(Signal signal)
    {
        var before = _validation;
        _validation = Lifecycle.Apply(before, signal, _now);
        _turns.Add(new(_now, before, signal, _validation));
    }

    private void Apply(Outcome outcome, Outcome.Checked? freshCheck = null)
    {
        var before = _validation;
        _validation = Lifecycle.Apply(before, outcome, _now);
        _turns.Add(new(_now, before, outcome, _validation, freshCheck));
    }

    private void PassTheTimeOfACall() => Pass(terms.JuspayTimeout * (_chance.NextDouble() * _chance.NextDouble()));

    private void Pass(TimeSpan time) => _now += time;
}
