using AccountValidation.AzureEngine.Steps;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Steps;

public sealed class WaitingRoomTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Enter_NoPlaceIsFree_IsTurnedAwayUntilSomebodyLeaves()
    {
        var room = new WaitingRoom(2, _clock);
        var (first, _) = room.Enter();
        Assert.NotNull(room.Enter().Place);

        var (none, comeAgainAfter) = room.Enter();
        Assert.Null(none);
        Assert.Equal(TimeSpan.FromSeconds(1), comeAgainAfter);

        first!.Dispose();
        first.Dispose();
        Assert.NotNull(room.Enter().Place);
        Assert.Null(room.Enter().Place);
    }

    // Nobody knows the pace at first: still no place stays empty while somebody is away, and few come in vain.
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

    [Fact]
    public void Enter_ManyAreAwayAndNothingMoves_ComesAgainWithinFiveMinutes()
    {
        var crowd = new Crowd(new(4, _clock), _clock);
        crowd.Come(10);
        crowd.Serve(TimeSpan.FromMinutes(10), turns: 3);
        Assert.Equal(TimeSpan.FromMinutes(5), crowd.LongestAbsence);
    }

    /// <summary>Steps that come, come again as they are told, and are served one after another.</summary>
    private sealed class Crowd(WaitingRoom room, FakeTimeProvider clock)
    {
        private readonly Queue<IDisposable> _inside = new();
        private readonly PriorityQueue<int, DateTimeOffset> _away = new();

        public int Asked { get; private set; }

        public TimeSpan LongestAbsence { get; private set; }

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
                while (_away.TryPeek(out _, out var at) && at <= clock.GetUtcNow())
                {
                    _away.Dequeue();
                    Come();
                }

                if (_inside.TryDequeue(out var place))
                {
                    place.Dispose();
                    served++;
                }
            }

            return served;
        }

        private void Come()
        {
            Asked++;
            var (place, comeAgainAfter) = room.Enter();
            if (place is null)
            {
                LongestAbsence = comeAgainAfter > LongestAbsence ? comeAgainAfter : LongestAbsence;
                _away.Enqueue(Asked, clock.GetUtcNow() + comeAgainAfter);
                return;
            }

            _inside.Enqueue(place);
        }
    }
}
