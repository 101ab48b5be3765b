using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness.Audits;

/// <summary>
/// Checks that every callback has one id, one body and valid signatures. Its end must agree with its receiver's
/// behaviour.
/// </summary>
internal static class CallbackAudit
{
    public static IEnumerable<string> Faults(Evidence evidence)
    {
        var arrived = evidence.Deliveries.ToLookup(delivery => delivery.ValidationId);
        var kinds = evidence
            .Intents.Where(intent => intent.ValidationId is not null)
            .DistinctBy(intent => intent.ValidationId)
            .ToDictionary(intent => intent.ValidationId!, intent => intent.Receiver);
        return evidence.Validations.Where(validation => kinds.ContainsKey(validation.Id))
            .SelectMany(validation => FaultsOf(validation, kinds[validation.Id], [.. arrived[validation.Id]]))
            .Concat(
                evidence
                    .Deliveries.Where(delivery => delivery.Fault is not null)
                    .Select(delivery => $"callback {delivery.WebhookId}: {delivery.Fault}"))
            .Concat(
                arrived
                    .Select(deliveries => deliveries.Key)
                    .Except(evidence.Validations.Select(validation => validation.Id))
                    .Select(id => $"a callback of {id} came, and there is no such validation"))
            .Concat(
                evidence
                    .Deliveries.Select(delivery => (delivery.WebhookId, delivery.ValidationId))
                    .Distinct()
                    .CountBy(pair => pair.WebhookId)
                    .Where(count => count.Value > 1)
                    .Select(count => $"{count.Key} is the id of {count.Value} callbacks"));
    }

    private static IEnumerable<string> FaultsOf(ValidationSeen validation, ReceiverKind kind, Delivery[] arrived)
    {
        var name = $"the callback of {validation.Id} ({kind})";
        if (arrived.Length == 0)
        {
            yield return $"{name} never arrived";
        }

        if (arrived.Select(delivery => (delivery.WebhookId, delivery.Digest)).Distinct().Count() > 1)
        {
            yield return $"{name} came with more than one id or body";
        }

        if (
            arrived.Any(delivery =>
                delivery.Status != validation.Status
                || !delivery.Type.EndsWith("." + validation.Status, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"{name} says another status than {validation.Status}";
        }

        var isDelivered = validation.Callback?.Status == "DELIVERED";
        if (isDelivered && !arrived.Any(delivery => delivery.IsAccepted))
        {
            yield return $"{name} is DELIVERED, and the receiver took none";
        }

        if (kind == ReceiverKind.Accepting && !isDelivered)
        {
            yield return $"{name} was given up, and the receiver takes all";
        }
    }
}
