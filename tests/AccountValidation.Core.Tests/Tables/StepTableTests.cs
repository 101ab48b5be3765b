using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>The step of every stage: a minute before something is due, when it is due, at the deadline.</summary>
public sealed class StepTableTests
{
    private const string Table = """
        stage                | early     | due       | deadline
        Checking             | wait      | DropPenny | Check
        Checking Refused     | wait      | DropPenny | Check
        Paying               | wait      | DropPenny | Check
        Paying Again         | wait      | DropPenny | Check
        Paying Held          | wait      | DropPenny | Check
        DropUnderWay         | DropPenny | DropPenny | DropPenny
        DropUnderWay Again   | DropPenny | DropPenny | DropPenny
        Confirming           | wait      | Check     | Check
        Waiting Adopted      | wait      | Check     | Check
        Waiting Answered     | wait      | Check     | Check
        Waiting Unseen       | wait      | Check     | Check
        Waiting Seen         | wait      | Check     | Check
        Waiting ProvedAbsent | wait      | Check     | Check
        Waiting NotProved    | wait      | Check     | Check
        Settled              | Done      | Done      | Done
        """;

    public static TheoryData<string, string, string> Cells => TextTable.Cells(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Next_InEveryStage_Is(string stage, string moment, string expected)
    {
        var validation = Stages.Named(stage);
        var step = Lifecycle.Next(validation, MomentOf(validation, moment));
        if (expected == "wait")
        {
            Assert.Equal(new Step.Wait(Stages.Due), step);
        }
        else
        {
            Assert.Equal(expected, step.GetType().Name);
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Next_WhileSuspended_IsHold(string stage, string moment, string expected)
    {
        var held = Stages.Named(stage).Held();
        Assert.Equal(
            expected == "Done" ? new Step.Done() : new Step.Hold(), Lifecycle.Next(held, MomentOf(held, moment)));
    }

    [Theory]
    [InlineData("Checking")]
    [InlineData("Paying")]
    [InlineData("Paying Held")]
    [InlineData("Confirming")]
    [InlineData("Waiting Adopted")]
    [InlineData("Waiting Unseen")]
    public void Wait_ThatWouldPassTheDeadline_EndsAtTheDeadline(string stage)
    {
        var validation = Stages.Named(stage) with { DeadlineAt = Stages.Due.AddSeconds(-1) };
        Assert.Equal(new Step.Wait(validation.DeadlineAt), Lifecycle.Next(validation, Stages.Due.AddMinutes(-1)));
    }

    [Fact]
    public void NextCheckAt_InEveryStage_IsTheTimeOfThePlannedCall() =>
        Assert.All(Stages.Names, name => Assert.Equal(
            name is "DropUnderWay" or "DropUnderWay Again" or "Settled" ? null : Stages.Due,
            Lifecycle.NextCheckAt(Stages.Named(name))));

    [Fact]
    public void NextCheckAt_WhileSuspended_IsNotKnown() =>
        Assert.All(Stages.Names, name => Assert.Null(Lifecycle.NextCheckAt(Stages.Named(name).Held())));

    [Fact]
    public void Table_AllStages_AreNamed() => Assert.Equal(Stages.Names, TextTable.Rows(Table));

    private static DateTimeOffset MomentOf(Validation validation, string moment) => moment switch
    {
        "early" => Stages.Due.AddMinutes(-1),
        "due" => Stages.Due,
        "deadline" => validation.DeadlineAt,
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "No such moment."),
    };
}
