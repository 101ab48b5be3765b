using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Marks that tell one writer's row from another's: the storage client repeats calls, and may meet what it wrote
/// itself.
/// </summary>
/// <param name="random">The source of chance.</param>
public sealed class Tokens(FillRandom random)
{
    private const int Length = 16;

    /// <summary>A new mark.</summary>
    public string Next()
    {
        Span<byte> bytes = stackalloc byte[Length];
        random(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
