using DurableTask.Core;
using Microsoft.DurableTask.Testing.Sidecar;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>
/// The orchestrations of a <see cref="RuntimeHost"/>, in memory. The package runs as many steps at once as the machine
/// has cores, and waits half a second when there are more. Here as many run as host.json allows.
/// </summary>
internal sealed class WideOrchestrations : InMemoryOrchestrationService, IOrchestrationService
{
    private const int AtOnce = 64;

    int IOrchestrationService.MaxConcurrentTaskActivityWorkItems => AtOnce;

    int IOrchestrationService.MaxConcurrentTaskOrchestrationWorkItems => AtOnce;
}
