using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Storage;

/// <summary>On which terms a database is opened.</summary>
/// <param name="GoOnFrom"><c>SelfHost:GoOnFrom</c>: the word that a refused start has printed; null when none is
/// given.</param>
/// <param name="TimeToShow">After this time checks show every penny drop that was on its way: time-out and 8 ×
/// <c>ConfirmAfter</c>.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Random">The source of chance, for a new store id.</param>
/// <param name="IdentityOf">Tells a file from its copies; null where the system does not say.</param>
internal sealed record StoreTerms(
    string? GoOnFrom, TimeSpan TimeToShow, TimeProvider Clock, FillRandom Random, Func<string, string?> IdentityOf)
{
    private const int IdLength = 6;

    /// <summary>An id for a store that goes on from here.</summary>
    public string NewStoreId()
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        Random(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
