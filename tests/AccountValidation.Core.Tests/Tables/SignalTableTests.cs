using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>
/// What every signal means in every stage, a minute before something is due: <c>same</c> is the very same instance.
/// </summary>
public sealed class SignalTableTests
{
    private const string Table = """
        stage                | Cancel    | Check  | Hint   | Redeliver | Resume | Suspend | Terminate
        Checking             | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Checking Refused     | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Paying               | CANCELLED | same   | same   | same      | same   | held    | CANCELLED
        Paying Again         | CANCELLED | same   | same   | same      | same   | held    | CANCELLED
        Paying Held          | CANCELLED | same   | same   | same      | same   | held    | CANCELLED
        DropUnderWay         | CANCELLED | same   | same   | same      | same   | held    | CANCELLED
        DropUnderWay Again   | CANCELLED | same   | same   | same      | same   | held    | CANCELLED
        Confirming           | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Waiting Adopted      | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Waiting Answered     | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Waiting Unseen       | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Waiting Seen         | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Waiting ProvedAbsent | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Waiting NotProved    | CANCELLED | sooner | sooner | same      | same   | held    | CANCELLED
        Settled              | same      | same   | same   | deliver   | same   | same    | same
        """;

    private static readonly DateTimeOffset Early = Stages.Due.AddMinutes(-1);

    public static TheoryData<string, string, string> Cells => TextTable.Cells(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Signal_InEveryStage_LeadsTo(string stage, string signal, string expected)
    {
        var before = Stages.Named(stage);
        var after = Lifecycle.Apply(before, Named(signal), Early);
        switch (expected)
        {
            case "same":
                Assert.Same(before, after);
                break;
            case "sooner":
                Assert.Equal(Stages.Describe(before), Stages.Describe(after));
                Assert.Equal(Lifecycle.Next(before, Stages.Due), Lifecycle.Next(after, Early));
                break;
            case "held":
                Assert.Equal(before, after.Bare() with { Timeline = before.Timeline });
                Assert.IsType<Step.Hold>(Lifecycle.Next(after, after.DeadlineAt));
                break;
            case "deliver":
                Assert.Equal(before.Stage, after.Stage);
                Assert.Equal(new Step.DeliverCallback(2), Lifecycle.Next(after, Early));
                break;
            default:
                Assert.Equal(expected, Cell.Of(after));
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Signal_WhileSuspended_MeansTheSameOnceResumed(string stage, string signal, string expected)
    {
        var (free, held) = (Stages.Named(stage), Stages.Named(stage).Held());
        var after = Lifecycle.Apply(held, Named(signal), Early);
        var lifts = (signal, stage) is ("Resume", _) or ("Terminate", not "Settled") or ("Redeliver", "Settled");
        Assert.Equal(!lifts, after.IsSuspended);
        Assert.True(expected != "same" || lifts || after == held);
        var resumed = Lifecycle.Apply(after, new Signal.Resume("why"), Early);
        Assert.Equal(Lifecycle.Apply(free, Named(signal), Early).Bare(), resumed.Bare());
    }

    [Theory]
    [InlineData("Checking")]
    [InlineData("Confirming")]
    [InlineData("Waiting Answered")]
    public void Check_WhenOneIsDueAnyway_IsKeptInMindOnce(string stage)
    {
        var before = Stages.Named(stage);
        var asked = Lifecycle.Apply(before, new Signal.Check(), Stages.Due);
        Assert.Equal(before with { CheckRequestedAt = Stages.Due }, asked);
        Assert.Same(asked, Lifecycle.Apply(asked, new Signal.Check(), Stages.Due.AddSeconds(1)));
    }

    [Theory]
    [InlineData("Paying Held")]
    [InlineData("DropUnderWay")]
    [InlineData("Confirming")]
    [InlineData("Waiting NotProved")]
    public void Cancel_AskedTwice_ChangesNothingTheSecondTime(string stage)
    {
        var asked = Lifecycle.Apply(Stages.Named(stage), new Signal.Cancel(), Early);
        Assert.Same(asked, Lifecycle.Apply(asked, new Signal.Cancel(), Stages.Due));
    }

    [Fact]
    public void Table_AllStagesAndSignals_AreNamed()
    {
        Assert.Equal(Stages.Names, TextTable.Rows(Table));
        Assert.Equal(Arms.Of<Signal>(), TextTable.Columns(Table));
    }

    private static Signal Named(string name) => name switch
    {
        "Cancel" => new Signal.Cancel(),
        "Check" => new Signal.Check(),
        "Hint" => new Signal.Hint(),
        "Redeliver" => new Signal.Redeliver(),
        "Resume" => new Signal.Resume("why"),
        "Suspend" => new Signal.Suspend("why"),
        "Terminate" => new Signal.Terminate("why"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such signal."),
    };
}
