using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Storage;

/// <summary>The conditions for opening a database.</summary>
/// <param name="GoOnFrom"><c>SelfHost:GoOnFrom</c>: the word that a refused start has printed; null by default.</param>
/// <param name="TimeToShow">After this time checks show every penny drop that was on its way: time-out and 8 ×
/// <c>ConfirmAfter</c>.</param>
/// <param name="Clock">The clock of the process.</param>
/// <param name="Random">The source of random bytes, for a new store id.</param>
/// <param name="IdentityOf">Returns a file's identity; null where the system gives none.</param>
internal sealed record StoreTerms(
    string? GoOnFrom, TimeSpan TimeToShow, TimeProvider Clock, FillRandom Random, Func<string, string?> IdentityOf)
{
    private const int IdLength = 6;

    /// <summary>Creates a random id for a store that continues from here.</summary>
    public string NewStoreId()
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        Random(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
