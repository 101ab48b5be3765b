using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>What every signal means in every stage, a minute before something is due: <c>same</c> is the very same instance.</summary>
public sealed class SignalTableTests
{
    private const string Table = """
        stage                | Cancel              | Check   | Redeliver
        Looking              | CANCELLED cancelled | look    | same
        Paying               | CANCELLED cancelled | same    | same
        InFlight             | waits               | same    | same
        Confirming           | waits               | look    | same
        Waiting Adopted      | CANCELLED cancelled | look    | same
        Waiting Answered     | CANCELLED cancelled | look    | same
        Waiting Unseen       | looks first         | look    | same
        Waiting Seen         | CANCELLED cancelled | look    | same
        Waiting ProvedAbsent | CANCELLED cancelled | look    | same
        Waiting NotProved    | waits               | look    | same
        Settled              | same                | same    | deliver
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
            case "waits":
                Assert.Equal(before.Stage, after.Stage);
                Assert.Equal(Early, after.CancelRequestedAt);
                break;
            case "looks first":
                Assert.Equal((false, Early), (after.IsSettled, after.CancelRequestedAt));
                Assert.IsType<Step.CheckAccount>(Lifecycle.Next(after, Early));
                break;
            case "look":
                Assert.Equal(Stages.Describe(before), Stages.Describe(after));
                Assert.IsType<Step.CheckAccount>(Lifecycle.Next(after, Early));
                break;
            case "deliver":
                Assert.Equal(before.Stage, after.Stage);
                Assert.Equal(new Step.DeliverCallback(2), Lifecycle.Next(after, Early));
                break;
            default:
                Assert.Equal(expected, Stages.Describe(after));
                break;
        }
    }

    [Theory]
    [InlineData("Looking")]
    [InlineData("Confirming")]
    [InlineData("Waiting Answered")]
    public void Check_WhenALookIsDueAnyway_ChangesNothing(string stage)
    {
        var before = Stages.Named(stage);
        Assert.Same(before, Lifecycle.Apply(before, new Signal.Check(), Stages.Due));
    }

    [Theory]
    [InlineData("InFlight")]
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
        "Redeliver" => new Signal.Redeliver(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such signal."),
    };
}
