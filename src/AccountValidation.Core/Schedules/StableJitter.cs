namespace AccountValidation.Core.Schedules;

/// <summary>
/// Jitter without a random number. The fraction varies, and is always the same for the same validation, purpose and
/// index. So a replay of the same state gives the same times.
/// </summary>
internal static class StableJitter
{
    /// <summary>A fraction from 0 (inclusive) to 1 (exclusive).</summary>
    public static double Fraction(string validationId, string purpose, int index)
    {
        // FNV-1a over the characters, then the finalizer of SplitMix64: neighbouring indexes lie far apart.
        var hash = 14695981039346656037UL;
        foreach (var character in validationId)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        foreach (var character in purpose)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        hash ^= (ulong)index * 0x9E3779B97F4A7C15UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        hash ^= hash >> 31;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
