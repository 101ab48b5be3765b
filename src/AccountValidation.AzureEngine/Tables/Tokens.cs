using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Marks that tell one writer's row from another's. The storage client repeats calls, and may meet its own write.
/// </summary>
/// <param name="random">Fills each mark.</param>
public sealed class Tokens(FillRandom random)
{
    private const int Length = 16;

    /// <summary>A new mark: 16 random bytes in hexadecimal digits.</summary>
    public string Next()
    {
        Span<byte> bytes = stackalloc byte[Length];
        random(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
