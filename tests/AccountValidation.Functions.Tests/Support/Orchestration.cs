using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Functions.Orchestrations;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>An instance of the orchestration, led from turn to turn by the test.</summary>
internal sealed class Orchestration(JsonElement? input, string id = Make.Id, bool replaying = false)
{
    private readonly List<string> _events = [];
    private readonly List<FakeContext> _work = [];
    private JsonElement? _input = input;

    /// <summary>
    /// True when a step that was decided is begun at once, as the framework does it in one piece of work; false when
    /// the test leads every turn.
    /// </summary>
    public bool GoesOn { get; init; } = true;

    /// <summary>The present turn.</summary>
    public FakeContext Turn { get; private set; } = null!;

    public int Turns { get; private set; }

    public LogLines Log { get; } = new();

    public DateTimeOffset Now { get; private set; } = Make.Start;

    /// <summary>The names of the activities that were called since the test began a turn.</summary>
    public IEnumerable<string> Called => Activities.Select(activity => activity.Name);

    /// <summary>The activities that were called since the test began a turn.</summary>
    public IEnumerable<FakeActivity> Activities => _work.SelectMany(turn => turn.Activities);

    /// <summary>The inputs with which turns went on since the test began one.</summary>
    public IEnumerable<JsonElement> Inputs =>
        _work.Where(turn => turn.Continued is not null).Select(turn => turn.Continued!.Input);

    /// <summary>The custom statuses that were shown since the test began a turn.</summary>
    public IEnumerable<JsonElement> Statuses => _work.SelectMany(turn => turn.Statuses);

    /// <summary>The timers that were set since the test began a turn.</summary>
    public IEnumerable<FakeTimer> Timers => _work.SelectMany(turn => turn.Timers);

    /// <summary>What the next turn begins with.</summary>
    public Turn Next => AzureEngine.Instances.Turn.From(Turn.Continued!.Input.GetRawText())!;

    public Validation NextState => Next.ReadState();

    public static Orchestration Of(Validation validation, bool isRecorded = false, DateTimeOffset? until = null) =>
        new(InputOf(validation, isRecorded, until));

    public static JsonElement InputOf(Validation validation, bool isRecorded = false, DateTimeOffset? until = null) =>
        (
            AzureEngine.Instances.Turn.Of(Make.Id, validation, isRecorded, Make.Start) is var turn && until is { } time
                ? turn.Deciding(new NextAction.Wait(time))
                : turn).ToJson();

    /// <summary>Begins the first turn, or the next.</summary>
    public Orchestration Begin()
    {
        _work.Clear();
        BeginTurn();
        return GoOn();
    }

    private Orchestration GoOn()
    {
        while (
            GoesOn
            && Turn is { HasEnded: true, Continued: not null }
            && AzureEngine.Instances.Turn.From(Turn.Continued.Input.GetRawText())?.Decided?.Activity is not null)
        {
            BeginTurn();
        }

        return this;
    }

    private void BeginTurn()
    {
        if (Turns++ > 0)
        {
            _input = Turn.Continued!.Input;
            _events.AddRange(Turn.Continued.PreservesEvents ? Turn.Events.Unprocessed : []);
        }

        Turn = new(id, _input, Now, Log) { Replaying = replaying };
        _work.Add(Turn);
        Turn.Begin(ValidateAccount.RunAsync);
        string[] before = [.. _events]; // what came before stands in the history behind the turn's beginning
        _events.Clear();
        Send(before);
    }

    /// <summary>Lets time pass while nothing happens.</summary>
    public Orchestration Pass(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>Sends an event: to the turn that runs, or to the next.</summary>
    public Orchestration Raise(params IEnumerable<string> names)
    {
        Send(names);
        return GoOn();
    }

    private void Send(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (Turn is null || Turn.HasEnded)
            {
                _events.Add(name);
            }
            else
            {
                Turn.Fire(() => Turn.Events.Raise(name), Now);
            }
        }
    }

    /// <summary>Fires the timer that is open, at its time or at another.</summary>
    public Orchestration FireTimer(DateTimeOffset? at = null)
    {
        var timer = Turn.Timer;
        Now = at ?? timer.FireAt;
        Turn.Fire(timer.Fire, Now);
        return GoOn();
    }

    /// <summary>Ends the activity that is under way.</summary>
    public Orchestration Answer(StepReport report)
    {
        var activity = Turn.Activity;
        Turn.Fire(() => activity.Answer(report), Now);
        return GoOn();
    }

    public Orchestration Fail(string errorType = "StoreUnavailableException")
    {
        var activity = Turn.Activity;
        Turn.Fire(() => activity.Fail(errorType), Now);
        return GoOn();
    }
}
