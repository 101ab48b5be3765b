using AccountValidation.AzureEngine.Steps;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Steps;

public sealed class StepPermitsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Enter_NoPermitIsFree_IsRefusedUntilSomebodyLeaves()
    {
        var permits = new StepPermits(2, _clock);
        var (first, _) = permits.Enter(isBulk: false);
        Assert.NotNull(permits.Enter(isBulk: false).Permit);

        var (none, comeAgainAfter) = permits.Enter(isBulk: false);
        Assert.Null(none);
        Assert.Equal(TimeSpan.FromSeconds(1), comeAgainAfter);

        first!.Dispose();
        first.Dispose();
        Assert.NotNull(permits.Enter(isBulk: false).Permit);
        Assert.Null(permits.Enter(isBulk: false).Permit);
    }

    // Nobody knows the pace at first: still no permit stays empty while somebody is away, and few come in vain.
    [Theory]
    [InlineData(2.5)]
    [InlineData(10)]
    [InlineData(50)]
    public void Thousand_AtAnyPace_AreServedWithoutAGapAndSeldomComeInVain(double perSecond)
    {
        var crowd = new Crowd(new(160, _clock), _clock);
        crowd.Come(1_000);
        Assert.Equal(1_000, crowd.Serve(TimeSpan.FromSeconds(1 / perSecond), turns: 1_000));
        Assert.InRange(crowd.Asked, 1_840, 3_300);
    }

    [Fact]
    public void Thousand_ThePaceDoubles_AreServedNoLaterThanAtTheOldPace()
    {
        var crowd = new Crowd(new(160, _clock), _clock);
        crowd.Come(1_000);
        var served = crowd.Serve(TimeSpan.FromSeconds(0.1), turns: 500);
        Assert.Equal(1_000, served + crowd.Serve(TimeSpan.FromSeconds(0.05), turns: 1_000));
    }

    // An hour in which nobody left says nothing of how fast permits become free.
    [Fact]
    public void Thousand_AfterAQuietHour_AreServedWithoutAGap()
    {
        var crowd = new Crowd(new(160, _clock), _clock);
        crowd.Come(200);
        crowd.Serve(TimeSpan.FromSeconds(0.02), turns: 300);
        _clock.Advance(TimeSpan.FromHours(1));
        crowd.Come(1_000);
        Assert.Equal(1_000, crowd.Serve(TimeSpan.FromSeconds(0.02), turns: 1_000));
    }

    [Fact]
    public void Enter_BulkStepsTakeWhatTheyMay_LiveOnesHaveAQuarter()
    {
        var permits = new StepPermits(160, _clock);
        Assert.Equal(120, Enumerable.Range(0, 160).Count(_ => permits.Enter(isBulk: true).Permit is not null));
        Assert.Equal(40, Enumerable.Range(0, 160).Count(_ => permits.Enter(isBulk: false).Permit is not null));
        Assert.Null(permits.Enter(isBulk: true).Permit);
    }

    // Beyond five minutes nobody can be told his turn: they come spread over some minutes, not all at once.
    [Fact]
    public void TenThousand_ServedSlowly_DoNotComeAgainAllAtOnce()
    {
        var crowd = new Crowd(new(160, _clock), _clock);
        crowd.Come(160);
        crowd.Serve(TimeSpan.FromSeconds(0.4), turns: 60);
        crowd.Come(10_000);
        var before = crowd.Asked;
        crowd.Serve(TimeSpan.FromSeconds(1), turns: 300);
        Assert.InRange(crowd.Asked - before, 1, 25_000);
        Assert.InRange(crowd.MostAtOnce, 1, 400);
    }

    [Fact]
    public void Enter_ManyAreAwayAndNothingMoves_ComesAgainWithinFiveMinutes()
    {
        var crowd = new Crowd(new(4, _clock), _clock);
        crowd.Come(40);
        crowd.Serve(TimeSpan.FromMinutes(10), turns: 40);
        Assert.InRange(crowd.LongestAbsence, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5));
    }

    /// <summary>Steps that come, come again as they are told, and are served one after another.</summary>
    private sealed class Crowd(StepPermits permits, FakeTimeProvider clock)
    {
        private readonly Queue<IDisposable> _inside = new();
        private readonly PriorityQueue<int, DateTimeOffset> _away = new();

        public int Asked { get; private set; }

        public TimeSpan LongestAbsence { get; private set; }

        public int MostAtOnce { get; private set; }

        public void Come(int number)
        {
            for (; number > 0; number--)
            {
                Come();
            }
        }

        public int Serve(TimeSpan pause, int turns)
        {
            var served = 0;
            for (; turns > 0; turns--)
            {
                clock.Advance(pause);
                var before = Asked;
                while (_away.TryPeek(out _, out var at) && at <= clock.GetUtcNow())
                {
                    _away.Dequeue();
                    Come();
                }

                MostAtOnce = Math.Max(MostAtOnce, Asked - before);
                if (_inside.TryDequeue(out var permit))
                {
                    permit.Dispose();
                    served++;
                }
            }

            return served;
        }

        private void Come()
        {
            Asked++;
            var (permit, comeAgainAfter) = permits.Enter(isBulk: false);
            if (permit is null)
            {
                LongestAbsence = comeAgainAfter > LongestAbsence ? comeAgainAfter : LongestAbsence;
                _away.Enqueue(Asked, clock.GetUtcNow() + comeAgainAfter);
                return;
            }

            _inside.Enqueue(permit);
        }
    }
}
