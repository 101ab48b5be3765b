namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The permits of steps that call Juspay, or wait for a permit to call it. Bulk steps get at most three quarters of the
/// permits. A step without a permit gets a time for coming back. These times follow each other at the pace at which
/// permits of its kind lately became free.
/// </summary>
/// <param name="permits">The number of permits.</param>
/// <param name="timeProvider">Only its stopwatch is used.</param>
public sealed class StepPermits(int permits, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private readonly Kind _live = new(permits);
    private readonly Kind _bulk = new(permits * 3 / 4);
    private int _inside;

    private TimeSpan Now => timeProvider.GetElapsedTime(_startedAt);

    /// <summary>Gives a permit to dispose of, or null and the time until the next try.</summary>
    /// <param name="isBulk">True for a step of a bulk validation.</param>
    public (IDisposable? Permit, TimeSpan ComeAgainAfter) Enter(bool isBulk)
    {
        lock (_lock)
        {
            var kind = isBulk ? _bulk : _live;
            if (_inside >= permits || kind.Inside >= kind.Most)
            {
                return (null, kind.Refuse(Now));
            }

            _inside++;
            kind.Inside++;
            return (new Permit(() => Leave(kind)), TimeSpan.Zero);
        }
    }

    private void Leave(Kind kind)
    {
        lock (_lock)
        {
            kind.Leave(Now, isBusy: _inside > permits / 2);
            _inside--;
        }
    }

    /// <summary>
    /// The steps of one kind: their number inside, their pace of leaving, and the last time given for coming back.
    /// </summary>
    private sealed class Kind(int most)
    {
        private const int Smoothing = 16;
        private static readonly TimeSpan ShortestAbsence = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(5);

        // The time between two leaving steps; short until it is measured.
        private TimeSpan _perPermit = TimeSpan.FromMilliseconds(5);
        private TimeSpan _lastLeft;
        private TimeSpan _lastInvited;
        // The place of the next such step in the second half of the longest absence. Those steps get no exact time.
        private TimeSpan _beyond;
        private bool _wasBusy;

        public int Most => most;

        public int Inside { get; set; }

        // From this time on, half of the permits should be free. Each step comes a little later than the step before.
        public TimeSpan Refuse(TimeSpan now)
        {
            var (earliest, afterThoseBefore) = (now + (_perPermit * most / 2), _lastInvited + _perPermit);
            var absence = (earliest > afterThoseBefore ? earliest : afterThoseBefore) - now;
            if (absence > LongestAbsence)
            {
                _beyond = TimeSpan.FromTicks((_beyond + _perPermit).Ticks % (LongestAbsence / 2).Ticks);
                return (LongestAbsence / 2) + _beyond;
            }

            absence = absence < ShortestAbsence ? ShortestAbsence : absence;
            _lastInvited = now + absence;
            return absence;
        }

        // With few steps inside, the pace of leaving is only the pace of arrival.
        public void Leave(TimeSpan now, bool isBusy)
        {
            if (isBusy && _wasBusy)
            {
                _perPermit += (now - _lastLeft - _perPermit) / Smoothing;
            }

            (_lastLeft, _wasBusy) = (now, isBusy);
            Inside--;
        }
    }

    private sealed class Permit(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
