using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Simulation.Hosts;

namespace AccountValidation.Simulation.Callers;

/// <summary>
/// Gives signals to the running process, and tells the auditor of each signal that may bring a check forward.
/// </summary>
internal sealed class Signaller(World world, Machine machine)
{
    /// <summary>Gives a signal; does nothing while no process runs.</summary>
    public void Send(string id, Signal signal, Action<ValidationChange?>? answered = null)
    {
        if (signal is Signal.Check or Signal.Cancel or Signal.Terminate)
        {
            world.Wire.BringForward(id);
        }

        machine.Host?.Call(engine => engine.SignalAsync(id, signal, CancellationToken.None), answered);
    }
}
