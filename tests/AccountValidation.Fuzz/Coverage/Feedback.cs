using SharpFuzz.Common;

namespace AccountValidation.Fuzz.Coverage;

/// <summary>What a note is about.</summary>
internal enum About
{
    /// <summary>Which texts an account has.</summary>
    Texts,

    /// <summary>How long a text is.</summary>
    Length,

    /// <summary>How many digits a text has.</summary>
    Digits,
}

/// <summary>
/// News that no branch of the product shows: a target notes what is special about a result, and the fuzzer goes on from
/// the input that led to it.
/// </summary>
internal static unsafe class Feedback
{
    private const uint Spread = 2654435761; // Knuth's multiplicative hash

    /// <summary>Notes a feature. Outside the fuzzer nothing happens.</summary>
    public static void Note(About about, int value)
    {
        if (Trace.SharedMem is not null)
        {
            Trace.SharedMem[(((uint)(about + 1) << 16) + (uint)value) * Spread >> 16]++;
        }
    }
}
