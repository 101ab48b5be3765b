using System.Text.Json;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>
/// An orchestrator that awaits anything but a durable task would hang on the real framework: here it fails its test.
/// </summary>
public sealed class FakeTests
{
    private static FakeContext Turn() => new(Make.Id, input: null, Make.Start, new LogLines());

    [Fact]
    public void Orchestrator_ThatAwaitsADelay_Fails() =>
        Assert.Throws<InvalidOperationException>(() =>
            Turn()
                .Begin(async _ =>
                {
                    await Task.Delay(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
                    return null;
                }));

    [Fact]
    public void Orchestrator_ThatYields_IsStillWhereItBelongs()
    {
        var turn = Turn();
        turn.Begin(async _ =>
        {
            await Task.Yield();
            return JsonElement.Parse("1");
        });
        Assert.True(turn.HasEnded);
    }

    [Fact]
    public void Orchestrator_ThatAwaitsACancellation_Fails()
    {
        var turn = Turn();
        turn.Begin(async context =>
        {
            using var signalled = new CancellationTokenSource();
            var timer = context.CreateTimer(Make.Start.AddHours(1).UtcDateTime, signalled.Token);
            await Task.WhenAny(timer, context.WaitForExternalEvent<object?>("Check", CancellationToken.None));
            await signalled.CancelAsync();
            return null;
        });
        Assert.Throws<InvalidOperationException>(() => turn.Fire(() => turn.Events.Raise("Check")));
    }

    [Fact]
    public void Orchestrator_ThatLeavesItsThread_Fails()
    {
        var turn = Turn();
        turn.Begin(async context =>
        {
            await context.CreateTimer(Make.Start.AddHours(1).UtcDateTime, CancellationToken.None).ConfigureAwait(false);
            return null;
        });
        Assert.Throws<InvalidOperationException>(() => turn.Fire(turn.Timer.Fire));
    }

    [Fact]
    public void Orchestrator_ThatGivesAWaiterUp_IsSeen()
    {
        var turn = Turn();
        turn.Begin(async context =>
        {
            _ = context.WaitForExternalEvent<object?>("Check", CancellationToken.None);
            _ = context.WaitForExternalEvent<object?>("check", CancellationToken.None);
            await context.CreateTimer(Make.Start.AddHours(1).UtcDateTime, CancellationToken.None);
            return null;
        });
        Assert.Equal(2, turn.Events.MostOpen);
    }
}
