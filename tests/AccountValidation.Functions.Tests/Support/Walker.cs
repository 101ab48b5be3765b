using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>
/// Leads an instance through a whole life by chance: answers, failures of our own, signals, timers that come early or
/// late.
/// </summary>
/// <param name="seed">The seed of all chance.</param>
internal sealed class Walker(int seed)
{
    private const int MostEvents = 20_000;
    private const int MostSignals = 60;

    private static readonly string[] Names =
    [
        EventNames.Cancel,
        EventNames.Check,
        EventNames.Check,
        EventNames.Hint,
        EventNames.Hint,
        EventNames.Hint,
        "Unheard",
    ];

    private readonly Random _chance = new(seed);
    private readonly double _failing = new Random(seed + 1).NextDouble() / 2;
    private readonly double _signalling = new Random(seed + 2).NextDouble() / 3;
    private readonly int _talkative = new Random(seed + 4).Next(2, 8); // how many kinds of answers Juspay gives
    private readonly double _losing = new Random(seed + 3).NextDouble() / 2;
    private readonly HashSet<int> _answered = [];
    private readonly List<string> _story = [];
    private int _signals;

    public Life Walk()
    {
        // Some lives are too short for an answer.
        var terms = Make.Terms with
        {
            Recheck = Make.Terms.Recheck with
            {
                Deadline = TimeSpan.FromMinutes(_chance.Next(1, _chance.Next(2, 600))),
            },
        };
        var outside = new Outside(Make.Accepted(terms))
        {
            Check = _ => Reply(),
            Drop = _ => Reply(),
            Receive = () => new(_chance.Next(3) == 0 ? 204 : 503),
        };
        var orchestration = new Orchestration(Orchestration.InputOf(outside.Row)) { GoesOn = false };
        var life = new Life(seed, outside, _story);
        MaybeSignal(orchestration);
        orchestration.Begin();
        for (var happened = 0; happened < MostEvents; happened++)
        {
            life.Note(orchestration.Turn);
            if (!orchestration.Turn.HasEnded)
            {
                Happen(orchestration, outside, life);
                continue;
            }

            life.NoteEnd(orchestration.Turn);
            if (orchestration.Turn.Continued is null)
            {
                return life with { Ended = true };
            }

            MaybeSignal(orchestration);
            orchestration.Pass(TimeSpan.FromMilliseconds(_chance.Next(500))).Begin();
        }

        return life;
    }

    private void Happen(Orchestration orchestration, Outside outside, Life life)
    {
        MaybeSignal(orchestration);
        if (orchestration.Turn.HasEnded)
        {
            return;
        }

        if (orchestration.Turn.Timers.FirstOrDefault(timer => timer.IsOpen) is { } timer)
        {
            orchestration.FireTimer(timer.FireAt + TimeSpan.FromMilliseconds(_chance.Next(-1000, 3000)));
            return;
        }

        var activity = orchestration.Turn.Activity;
        orchestration.Pass(TimeSpan.FromSeconds(_chance.NextDouble() * 30));
        _story.Add($"{orchestration.Now:O} {activity.Name} {activity.Request.Number}");
        if (activity.Name == ActivityNames.DropPenny && _answered.Contains(activity.Request.Number))
        {
            life.RequestedAgain++;
        }

        // A failure may come before or after the effect: what counts is that the report was lost.
        var report = _chance.Next(2) == 0 ? outside.Perform(activity, orchestration.Now) : null;
        if (_chance.NextDouble() < _failing)
        {
            orchestration.Fail();
            return;
        }

        report ??= outside.Perform(activity, orchestration.Now);
        orchestration.Answer(report);
        if (report.ReadOutcome() is Outcome.PennyDropEnded)
        {
            _answered.Add(activity.Request.Number);
        }
    }

    private JuspayReply Reply()
    {
        if (_chance.NextDouble() < _losing)
        {
            return new JuspayReply.Unclear(ReplyCauses.TimeOut);
        }

        return _chance.Next(_talkative) switch
        {
            0 => Make.Answer(AccountStatus.Created),
            1 => Make.Answer(AccountStatus.Pending),
            2 => new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen),
            3 => new JuspayReply.KeyRefused(401, ErrorCode: null),
            4 => Make.Answer(AccountStatus.Active, Make.Start.AddMinutes(_chance.Next(9))),
            5 => Make.Answer(AccountStatus.Failure, Make.Start.AddMinutes(_chance.Next(9))),
            _ => new JuspayReply.Refused(404, "not_found"),
        };
    }

    private void MaybeSignal(Orchestration orchestration)
    {
        while (_signals < MostSignals && _chance.NextDouble() < _signalling)
        {
            _signals++;
            var name = Names[_chance.Next(Names.Length)];
            _story.Add($"{orchestration.Now:O} {name}");
            orchestration.Raise(name);
        }
    }
}

/// <summary>A whole life of an instance.</summary>
internal sealed record Life(int Seed, Outside Outside, IReadOnlyList<string> Story)
{
    public bool Ended { get; init; }

    public int MostActivities { get; private set; }

    public int MostWaiters { get; private set; }

    public int MostSteps { get; private set; }

    public int TimersLeft { get; private set; }

    public int RequestedAgain { get; set; }

    public Validation Row => Outside.Row;

    public IReadOnlyList<int> Pennies => Outside.Pennies;

    public void Note(FakeContext turn)
    {
        MostActivities = Math.Max(MostActivities, turn.Activities.Count(activity => activity.IsOpen));
        MostWaiters = Math.Max(MostWaiters, turn.Events.MostOpen);
    }

    public HashSet<string> Called { get; } = [];

    public int Turns { get; private set; }

    public void NoteEnd(FakeContext turn)
    {
        Turns++;
        Called.UnionWith(turn.Activities.Select(activity => activity.Name));
        MostSteps = Math.Max(MostSteps, turn.Activities.Count);
        TimersLeft += turn.Timers.Count(timer => timer.IsOpen);
    }

    public override string ToString() => $"Seed {Seed}:\n{string.Join('\n', Story.TakeLast(60))}";
}
