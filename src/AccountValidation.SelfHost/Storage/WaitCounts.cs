using AccountValidation.Core;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Storage;

/// <summary>The counts that the schema keeps of waiting validations.</summary>
/// <param name="reader">Reads the counts.</param>
internal sealed class WaitCounts(StoreReader reader) : IWaitCounts
{
    /// <inheritdoc/>
    public Tally<WaitCause>? Find(WaitCause cause) =>
        reader.Summarize().Waiting.FirstOrDefault(tally => tally.Of == cause);
}
