namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The permits of steps that wait for Juspay, or for a permit to call it. Bulk steps have three quarters of them at
/// most. A step for which there is no permit is told when to come again: one after another, at the pace at which
/// permits of its kind became free lately.
/// </summary>
/// <param name="permits">How many permits there are.</param>
/// <param name="timeProvider">The clock. Only its stopwatch is used.</param>
public sealed class StepPermits(int permits, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private readonly Kind _live = new(permits);
    private readonly Kind _bulk = new(permits * 3 / 4);
    private int _inside;

    private TimeSpan Now => timeProvider.GetElapsedTime(_startedAt);

    /// <summary>A permit, to be disposed of; or null and the time after which to come again.</summary>
    /// <param name="isBulk">Whether the step is of a bulk validation.</param>
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
    /// The steps of one kind: how many are inside, how fast they leave, and until when others were told to come again.
    /// </summary>
    private sealed class Kind(int most)
    {
        private const int Smoothing = 16;
        private static readonly TimeSpan ShortestAbsence = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(5);

        // From one that leaves to the next: short until it is known.
        private TimeSpan _perPermit = TimeSpan.FromMilliseconds(5);
        private TimeSpan _lastLeft;
        private TimeSpan _lastInvited;
        // Where in the second half of the longest absence the next one comes who cannot be told a time.
        private TimeSpan _beyond;
        private bool _wasBusy;

        public int Most => most;

        public int Inside { get; set; }

        // From the time on at which half of the permits should be free, each a little later than the one before.
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

        // With few inside, the pace is that at which they come.
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
