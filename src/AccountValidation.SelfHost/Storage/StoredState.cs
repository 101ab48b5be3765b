using AccountValidation.Core;
using AccountValidation.Core.Json;

namespace AccountValidation.SelfHost.Storage;

/// <summary>Reads the state of a row.</summary>
internal static class StoredState
{
    /// <summary>The validation of a row.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="state">Its stored state.</param>
    /// <param name="doubt">What the store may have forgotten.</param>
    /// <exception cref="StateFormatException">The state cannot be read; the message names the validation, so that it can be found.</exception>
    public static Validation Read(string id, string state, StoreDoubt doubt)
    {
        try
        {
            return StateJson.Deserialize(state) with { Doubt = doubt };
        }
        catch (StateFormatException exception)
        {
            throw new StateFormatException($"{id}: {exception.Message}", exception);
        }
    }
}
