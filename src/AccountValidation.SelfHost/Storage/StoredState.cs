using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.SelfHost.Storage;

/// <summary>Reads the state of a row.</summary>
internal static class StoredState
{
    /// <summary>The validation of a row, as this process goes on with it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="state">Its stored state.</param>
    /// <param name="restart">Since when the process runs.</param>
    /// <exception cref="StateFormatException">The state cannot be read; the message names the validation, so that it
    /// can be found.</exception>
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
