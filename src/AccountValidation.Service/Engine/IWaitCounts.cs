using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>The store's counts of waiting validations, cheap enough for every health check.</summary>
public interface IWaitCounts
{
    /// <summary>How many validations wait for a cause now, and since when; null when none waits.</summary>
    /// <exception cref="StoreUnavailableException">The store does not work now.</exception>
    Tally<WaitCause>? Find(WaitCause cause);
}
