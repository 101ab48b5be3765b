using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// The confidential part of a validation: account details, metadata, callback URL and body. An engine whose state other
/// people can read keeps this part elsewhere. Operators see an orchestration's input, history and status, and none of
/// these may hold it.
/// </summary>
public sealed record Confidential
{
    /// <summary>The URL of the callback; null when the caller gave no URL.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The pairs that the caller gave in the start request.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The masked details that Juspay has given so far.</summary>
    public AccountDetails Details { get; init; } = AccountDetails.None;

    /// <summary>The callback's exact body; null until the validation has settled.</summary>
    public string? CallbackBody { get; init; }

    /// <summary>Takes the confidential part out of a validation.</summary>
    public static Confidential Of(Validation validation) => new()
    {
        CallbackUrl = validation.Request.CallbackUrl,
        Metadata = validation.Request.Metadata,
        Details = validation.LastSeen?.Details ?? AccountDetails.None,
        CallbackBody = validation.Callback?.Body,
    };

    /// <summary>Removes the confidential part from a validation. The lifecycle's rules need none of it.</summary>
    public static Validation RemovedFrom(Validation validation) =>
        validation with
        {
            Request = validation.Request with
            {
                CallbackUrl = null,
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal),
            },
            LastSeen = validation.LastSeen is { } seen ? seen with { Details = AccountDetails.None } : null,
            Callback = validation.Callback is { } callback ? callback with { Url = "", Body = null } : null,
        };

    /// <summary>Removes the account's details from a reply of Juspay.</summary>
    public static JuspayReply RemovedFrom(JuspayReply reply) =>
        reply is JuspayReply.Answered answer
            ? new JuspayReply.Answered(answer.Account with { Details = AccountDetails.None })
            : reply;

    /// <summary>
    /// Puts this confidential part back into a validation. If the validation has settled without a body, the body is
    /// rendered here. From then on the engine must keep the body: its bytes never change.
    /// </summary>
    public Validation RestoredTo(Validation validation)
    {
        var whole = validation with
        {
            Request = validation.Request with { CallbackUrl = CallbackUrl, Metadata = Metadata },
            LastSeen = validation.LastSeen is { } seen ? seen with { Details = Details } : null,
            Callback = validation.Callback is { } callback
                ? callback with
                {
                    Url = CallbackUrl ?? "",
                    Body = CallbackBody,
                }
                : null,
        };
        return whole is { IsSettled: true, Callback: { Body: null } unrendered }
            ? whole with { Callback = unrendered with { Body = Lifecycles.CallbackBody.Render(whole) } }
            : whole;
    }

    /// <summary>Holds no content: the string may reach a log.</summary>
    public override string ToString() => nameof(Confidential);
}
