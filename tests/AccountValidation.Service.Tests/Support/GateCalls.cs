using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;

namespace AccountValidation.Service.Tests;

/// <summary>Single calls through the gate, each under a permit of its own.</summary>
internal static class GateCalls
{
    public static async Task<JuspayReply> RunAsync(
        this JuspayGate gate, Func<CancellationToken, Task<JuspayReply>> call, CancellationToken cancellationToken)
    {
        using var permit = await gate.EnterAsync(calls: 1, isBulk: false, cancellationToken);
        permit.Use();
        return await gate.CallAsync(call, cancellationToken);
    }
}
