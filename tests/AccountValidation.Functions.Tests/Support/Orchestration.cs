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
    private JsonElement? _input = input;

    /// <summary>The present turn.</summary>
    public FakeContext Turn { get; private set; } = null!;

    public int Turns { get; private set; }

    public LogLines Log { get; } = new();

    public DateTimeOffset Now { get; private set; } = Make.Start;

    /// <summary>The names of the activities that this turn has called.</summary>
    public IEnumerable<string> Called => Turn.Activities.Select(activity => activity.Name);

    /// <summary>What the next turn begins with.</summary>
    public Turn Next => AzureEngine.Instances.Turn.From(Turn.Continued!.Input.GetRawText())!;

    public Validation NextState => Next.ReadState();

    public static Orchestration Of(Validation validation, bool isRecorded = false, DateTimeOffset? until = null) =>
        new((AzureEngine.Instances.Turn.Of(Make.Id, validation, isRecorded) with { WaitUntil = until }).ToJson());

    /// <summary>Begins the first turn, or the next.</summary>
    public Orchestration Begin()
    {
        if (Turns++ > 0)
        {
            _input = Turn.Continued!.Input;
            _events.AddRange(Turn.Continued.PreservesEvents ? Turn.Events.Unprocessed : []);
        }

        Turn = new(id, _input, Now, Log) { Replaying = replaying };
        Turn.Begin(ValidateAccount.RunAsync);
        string[] before = [.. _events]; // what came before stands in the history behind the turn's beginning
        _events.Clear();
        return Raise(before);
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

        return this;
    }

    /// <summary>Fires the timer that is open, at its time or at another.</summary>
    public Orchestration FireTimer(DateTimeOffset? at = null)
    {
        var timer = Turn.Timer;
        Now = at ?? timer.FireAt;
        Turn.Fire(timer.Fire, Now);
        return this;
    }

    /// <summary>Ends the activity that is under way.</summary>
    public Orchestration Answer(StepReport report)
    {
        var activity = Turn.Activity;
        Turn.Fire(() => activity.Answer(report), Now);
        return this;
    }

    public Orchestration Fail(string errorType = "StoreUnavailableException")
    {
        var activity = Turn.Activity;
        Turn.Fire(() => activity.Fail(errorType), Now);
        return this;
    }
}
