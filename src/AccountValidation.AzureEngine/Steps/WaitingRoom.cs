namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The places of steps that wait for Juspay, or for a permit to call it. Whoever finds none is told when there will be one: those who are turned away come
/// again one after another, at the pace at which places became free lately, from the time on at which half of them should be.
/// </summary>
/// <param name="places">How many places there are.</param>
/// <param name="timeProvider">The clock. Only its stopwatch is used.</param>
public sealed class WaitingRoom(int places, TimeProvider timeProvider)
{
    private const int Smoothing = 16;
    private static readonly TimeSpan ShortestAbsence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private TimeSpan _perPlace = TimeSpan.FromMilliseconds(5); // from one that leaves to the next, while many wait: quick, until it is known
    private TimeSpan _lastLeft;
    private TimeSpan _lastInvited;
    private int _inside;

    private TimeSpan Now => timeProvider.GetElapsedTime(_startedAt);

    /// <summary>A place, to be disposed of; or null and the time after which to come again.</summary>
    public (IDisposable? Place, TimeSpan ComeAgainAfter) Enter()
    {
        lock (_lock)
        {
            if (_inside < places)
            {
                _inside++;
                return (new Place(this), TimeSpan.Zero);
            }

            var now = Now;
            var (whenHalfIsFree, afterTheOthers) = (now + (_perPlace * places / 2), _lastInvited + _perPlace);
            var absence = (whenHalfIsFree > afterTheOthers ? whenHalfIsFree : afterTheOthers) - now;
            absence = absence < ShortestAbsence ? ShortestAbsence : absence > LongestAbsence ? LongestAbsence : absence;
            _lastInvited = now + absence;
            return (null, absence);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            var now = Now;
            if (_inside > places / 2) // with fewer, the pace is that at which they come
            {
                _perPlace += (now - _lastLeft - _perPlace) / Smoothing;
            }

            _lastLeft = now;
            _inside--;
        }
    }

    private sealed class Place(WaitingRoom room) : IDisposable
    {
        private WaitingRoom? _room = room;

        public void Dispose() => Interlocked.Exchange(ref _room, null)?.Leave();
    }
}
