using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The row of a validation. Until the settlement its state is that of the start, and the orchestration's input holds
/// the current state. Only the row holds the confidential part. From the settlement on the row holds everything.
/// </summary>
public sealed record ValidationRow
{
    /// <summary>The validation without its confidential part.</summary>
    public required Validation State { get; init; }

    /// <summary>The confidential part of the validation.</summary>
    public required Confidential Confidential { get; init; }

    /// <summary>The instance that drives the validation: the first instance, or an instance that took over.</summary>
    public required string Driver { get; init; }

    /// <summary>
    /// The instance whose purge is the validation's purge. This is the first instance, or its successor when the first
    /// was purged while it ran.
    /// </summary>
    public required string Anchor { get; init; }

    /// <summary>The task hub of the driver and the anchor.</summary>
    public required string Hub { get; init; }

    /// <summary>
    /// How often a failed driver was followed by another driver, and the program version of the last time.
    /// </summary>
    public Continuations Continued { get; init; } = Continuations.None;

    /// <summary>When the validation was finished; null while work is left.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The mark of the last write.</summary>
    public string WrittenBy { get; init; } = "";

    /// <summary>When the row was last written; null before its first write.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>The version that was read.</summary>
    public ETag Read { get; init; }

    /// <summary>The validation's id.</summary>
    public string Id => State.Id;

    /// <summary>The validation with its confidential part.</summary>
    public Validation Whole => Confidential.RestoredTo(State);

    /// <summary>Makes the row of a validation that is being accepted.</summary>
    public static ValidationRow Of(Validation accepted, string hub) => new()
    {
        Hub = hub,
        State = Confidential.RemovedFrom(accepted),
        Confidential = Confidential.Of(accepted),
        Driver = accepted.Id,
        Anchor = accepted.Id,
    };

    /// <summary>This row with a new state of the validation.</summary>
    public ValidationRow With(Validation whole, DateTimeOffset now) => this with
    {
        State = Confidential.RemovedFrom(whole),
        Confidential = Confidential.Of(whole),
        FinishedAt = whole.IsFinished ? FinishedAt ?? now : null,
    };

    /// <summary>
    /// This row with another driver. The anchor moves along when the old anchor can no longer be found: it was purged,
    /// or belongs to another task hub.
    /// </summary>
    /// <param name="driver">The instance that takes over.</param>
    /// <param name="hub">The task hub of that instance.</param>
    /// <param name="isDriverGone">True when the present driver was purged.</param>
    public ValidationRow DrivenBy(string driver, string hub, bool isDriverGone = false) => this with
    {
        Driver = driver,
        Hub = hub,
        Anchor = Hub != hub || (isDriverGone && Anchor == Driver) ? driver : Anchor,
    };

    /// <summary>Reads a row of the table of validations.</summary>
    /// <exception cref="StateFormatException">The row's state cannot be read.</exception>
    public static ValidationRow From(TableEntity entity)
    {
        var state = StateJson.Deserialize(entity.GetString("State"));
        return new()
        {
            State = state,
            Confidential = new()
            {
                CallbackUrl = entity.GetString("CallbackUrl"),
                Metadata = JsonSerializer.Deserialize(
                    entity.GetString("Metadata"), RowJson.Default.DictionaryStringString) ?? [],
                Details = JsonSerializer.Deserialize(entity.GetString("Details"), RowJson.Default.AccountDetails)
                    ?? new(),
                CallbackBody = entity.GetString("CallbackBody"),
            },
            Driver = entity.GetString("Driver"),
            Anchor = entity.GetString("Anchor"),
            Hub = entity.GetString("Hub"),
            Continued = new(entity.GetInt32("Continued") ?? 0, entity.GetString("ContinuedBy") ?? ""),
            FinishedAt = entity.GetDateTimeOffset("FinishedAt"),
            WrittenBy = entity.GetString("WrittenBy"),
            WrittenAt = entity.Timestamp,
            Read = entity.ETag,
        };
    }

    /// <summary>
    /// The row in the form of the table. Ids, status and time are columns, so that lists can filter by them.
    /// </summary>
    public TableEntity ToEntity()
    {
        var keys = RowKeys.Of(Id) ?? throw new InvalidOperationException($"{Id} is no id of a validation.");
        return new(keys.Partition, keys.Row)
        {
            ["Status"] = StatusNames.Of(State.Status),
            ["CustomerId"] = State.Request.CustomerId,
            ["CustomerAccountId"] = State.Request.CustomerAccountId,
            ["CreatedAt"] = State.CreatedAt,
            ["State"] = StateJson.Serialize(State),
            ["CallbackUrl"] = Confidential.CallbackUrl,
            ["Metadata"] = JsonSerializer.Serialize(new(Confidential.Metadata), RowJson.Default.DictionaryStringString),
            ["Details"] = JsonSerializer.Serialize(Confidential.Details, RowJson.Default.AccountDetails),
            ["CallbackBody"] = Confidential.CallbackBody,
            ["Driver"] = Driver,
            ["Anchor"] = Anchor,
            ["Hub"] = Hub,
            ["Continued"] = Continued.Count,
            ["ContinuedBy"] = Continued.Version,
            ["FinishedAt"] = FinishedAt,
            ["WrittenBy"] = WrittenBy,
        };
    }

    /// <summary>Names ids only: the string may reach a log.</summary>
    public override string ToString() => State.ToString();
}
