using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;
using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness.Audits;

/// <summary>Everything that anybody outside of the service knows at the end.</summary>
/// <param name="Intents">What the callers wanted, and were told.</param>
/// <param name="Validations">What the API shows, with timelines.</param>
/// <param name="Drops">Juspay's ledger.</param>
/// <param name="Deliveries">What arrived at the receivers.</param>
internal sealed record Evidence(
    IReadOnlyList<StartIntent> Intents,
    IReadOnlyList<ValidationSeen> Validations,
    IReadOnlyList<PennyDrop> Drops,
    IReadOnlyCollection<Delivery> Deliveries);
