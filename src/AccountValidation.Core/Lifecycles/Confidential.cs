using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// What of a validation an engine must keep apart when others can read its state: what Juspay tells of the account's
/// holder, the caller's own pairs, and where and what the caller is told. An orchestration's input, history and status
/// are shown to operators; none of this belongs there.
/// </summary>
public sealed record Confidential
{
    /// <summary>Where the callback goes; null for none.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The caller's own pairs.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What Juspay told of the account so far, masked.</summary>
    public AccountDetails Details { get; init; } = AccountDetails.None;

    /// <summary>The callback's exact text; null until the validation has settled.</summary>
    public string? CallbackBody { get; init; }

    /// <summary>What is confidential of a validation.</summary>
    public static Confidential Of(Validation validation) => new()
    {
        CallbackUrl = validation.Request.CallbackUrl,
        Metadata = validation.Request.Metadata,
        Details = validation.LastSeen?.Details ?? AccountDetails.None,
        CallbackBody = validation.Callback?.Body,
    };

    /// <summary>
    /// A validation without it. The lifecycle's rules go on with what is left: none of them reads what is taken away.
    /// </summary>
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

    /// <summary>A reply of Juspay without it.</summary>
    public static JuspayReply RemovedFrom(JuspayReply reply) =>
        reply is JuspayReply.Answered answer
            ? new JuspayReply.Answered(answer.Account with { Details = AccountDetails.None })
            : reply;

    /// <summary>
    /// A validation with this put back. The callback's text is rendered where it is missing and the validation has
    /// settled: from then on it must be kept, for its bytes never change.
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

    /// <summary>Holds no content: the text may reach a log.</summary>
    public override string ToString() => nameof(Confidential);
}
