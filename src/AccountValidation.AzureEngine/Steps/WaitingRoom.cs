namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The places of steps that wait for Juspay, or for a permit to call it. Bulk steps have three quarters of them at most. A step for which there is no place is
/// told when to come again: one after another, at the pace at which places of its kind became free lately.
/// </summary>
/// <param name="places">How many places there are.</param>
/// <param name="timeProvider">The clock. Only its stopwatch is used.</param>
public sealed class WaitingRoom(int places, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private readonly Turns _live = new(places);
    private readonly Turns _bulk = new(places * 3 / 4);
    private int _inside;

    private TimeSpan Now => timeProvider.GetElapsedTime(_startedAt);

    /// <summary>A place, to be disposed of; or null and the time after which to come again.</summary>
    /// <param name="isBulk">Whether the step is of a bulk validation.</param>
    public (IDisposable? Place, TimeSpan ComeAgainAfter) Enter(bool isBulk)
    {
        lock (_lock)
        {
            var turns = isBulk ? _bulk : _live;
            if (_inside >= places || turns.Inside >= turns.Most)
            {
                return (null, turns.TurnAway(Now));
            }

            _inside++;
            turns.Inside++;
            return (new Place(() => Leave(turns)), TimeSpan.Zero);
        }
    }

    private void Leave(Turns turns)
    {
        lock (_lock)
        {
            turns.Leave(Now, isBusy: _inside > places / 2);
            _inside--;
        }
    }

    /// <summary>The steps of one kind: how many are inside, how fast they leave, and until when others were told to come again.</summary>
    private sealed class Turns(int most)
    {
        private const int Smoothing = 16;
        private static readonly TimeSpan ShortestAbsence = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(5);

        private TimeSpan _perPlace = TimeSpan.FromMilliseconds(5); // from one that leaves to the next: short until it is known
        private TimeSpan _lastLeft;
        private TimeSpan _lastInvited;
        private TimeSpan _beyond; // where in the second half of the longest absence the next one comes who cannot be told his turn
        private bool _wasBusy;

        public int Most => most;

        public int Inside { get; set; }

        // From the time on at which half of the places should be free, each a little later than the one before.
        public TimeSpan TurnAway(TimeSpan now)
        {
            var (earliest, afterThoseBefore) = (now + (_perPlace * most / 2), _lastInvited + _perPlace);
            var absence = (earliest > afterThoseBefore ? earliest : afterThoseBefore) - now;
            if (absence > LongestAbsence)
            {
                _beyond = TimeSpan.FromTicks((_beyond + _perPlace).Ticks % (LongestAbsence / 2).Ticks);
                return (LongestAbsence / 2) + _beyond;
            }

            absence = absence < ShortestAbsence ? ShortestAbsence : absence;
            _lastInvited = now + absence;
            return absence;
        }

        // With few inside, the pace is that at which they come.
        public void Leave(TimeSpan now, bool isBusy)
        {
            if (isBusy && _wasBusy)
            {
                _perPlace += (now - _lastLeft - _perPlace) / Smoothing;
            }

            (_lastLeft, _wasBusy) = (now, isBusy);
            Inside--;
        }
    }

    private sealed class Place(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
