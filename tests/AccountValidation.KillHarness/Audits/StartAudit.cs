namespace AccountValidation.KillHarness.Audits;

/// <summary>Checks that no answered start is lost, no start was stored twice, and every validation has ended.</summary>
internal static class StartAudit
{
    public static IEnumerable<string> Faults(Evidence evidence)
    {
        var validations = evidence.Validations.ToDictionary(validation => validation.Id);
        var claimed = new HashSet<string>();
        foreach (var intent in evidence.Intents)
        {
            if (intent.IsOpen)
            {
                yield return $"{intent.Key} of {intent.AccountId} was never answered";
            }
            else if (intent.ValidationId is { } id)
            {
                if (!claimed.Add(id))
                {
                    yield return $"{id} was given to two keys, one of them {intent.Key}";
                }

                if (!validations.TryGetValue(id, out var validation))
                {
                    yield return $"LOST: {intent.Key} was answered with {id}, and there is none";
                }
                else if (validation.CustomerId != intent.CustomerId || validation.CustomerAccountId != intent.AccountId)
                {
                    yield return $"{id} is of {validation.CustomerAccountId}, and {intent.AccountId} was asked for";
                }
                else if (validation.Status == "CANCELLED" && !intent.WasCancelled)
                {
                    yield return $"{id} was cancelled, and nobody asked for it";
                }
            }
        }

        foreach (var validation in evidence.Validations)
        {
            if (!claimed.Contains(validation.Id))
            {
                yield return $"{validation.Id} of {validation.CustomerAccountId} was stored, and every start that was "
                    + $"answered has another";
            }

            if (!validation.IsFinished)
            {
                yield return $"{validation.Id} of {validation.CustomerAccountId} has not ended: {validation.Status}, "
                    + $"callback {validation.Callback?.Status}";
            }
        }
    }
}
