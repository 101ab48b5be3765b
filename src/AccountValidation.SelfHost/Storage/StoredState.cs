using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.SelfHost.Storage;

internal static class StoredState
{
    /// <summary>Reads the validation of a row, and applies the restart of this process.</summary>
    /// <param name="id">The id of the validation.</param>
    /// <param name="state">The stored state.</param>
    /// <param name="restart">The start of the process, with the times that the database may have forgotten.</param>
    /// <exception cref="StateFormatException">The state cannot be read; the message names the validation.</exception>
    public static Validation Read(string id, string state, Restart restart)
    {
        try
        {
            return Restarts.Resumed(StateJson.Deserialize(state), restart);
        }
        catch (StateFormatException exception)
        {
            throw new StateFormatException($"{id}: {exception.Message}", exception);
        }
    }
}
