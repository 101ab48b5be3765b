using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;
using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness.Audits;

/// <summary>The facts that are known outside of the service at the end.</summary>
/// <param name="Intents">The callers' starts, with their responses.</param>
/// <param name="Validations">The validations that the API shows, with timelines.</param>
/// <param name="Drops">Juspay's ledger.</param>
/// <param name="Deliveries">The deliveries that reached the receivers.</param>
internal sealed record Evidence(
    IReadOnlyList<StartIntent> Intents,
    IReadOnlyList<ValidationSeen> Validations,
    IReadOnlyList<PennyDrop> Drops,
    IReadOnlyCollection<Delivery> Deliveries);
