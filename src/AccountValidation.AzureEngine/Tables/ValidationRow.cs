using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The row of a validation. Until it settles its state is that of the start, and the orchestration's input holds the
/// current one; what is confidential is here alone. From the settlement on the row holds everything.
/// </summary>
public sealed record ValidationRow
{
    /// <summary>The validation, without what is confidential of it.</summary>
    public required Validation State { get; init; }

    /// <summary>What is confidential of it.</summary>
    public required Confidential Confidential { get; init; }

    /// <summary>The instance that drives it: its own id's, or one that took over.</summary>
    public required string Driver { get; init; }

    /// <summary>
    /// The instance whose purge is the validation's purge: the first, or its successor when the first was purged while
    /// it ran.
    /// </summary>
    public required string Anchor { get; init; }

    /// <summary>The task hub of the driver and the anchor.</summary>
    public required string Hub { get; init; }

    /// <summary>
    /// How often a driver that had failed was followed by another, and under which version of the program the last
    /// time.
    /// </summary>
    public Continuations Continued { get; init; } = Continuations.None;

    /// <summary>When nothing was left to do; null while anything is.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Who wrote it last: a mark of one write.</summary>
    public string WrittenBy { get; init; } = "";

    /// <summary>When it was written last; null when it has not been written.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>The version that was read.</summary>
    public ETag Read { get; init; }

    /// <summary>The validation's id.</summary>
    public string Id => State.Id;

    /// <summary>The whole validation.</summary>
    public Validation Whole => Confidential.RestoredTo(State);

    /// <summary>The row of a validation that is being accepted.</summary>
    public static ValidationRow Of(Validation accepted, string hub) => new()
    {
        Hub = hub,
        State = Confidential.RemovedFrom(accepted),
        Confidential = Confidential.Of(accepted),
        Driver = accepted.Id,
        Anchor = accepted.Id,
    };

    /// <summary>This row with the validation as it has become.</summary>
    public ValidationRow With(Validation whole, DateTimeOffset now) => this with
    {
        State = Confidential.RemovedFrom(whole),
        Confidential = Confidential.Of(whole),
        FinishedAt = whole.IsFinished ? FinishedAt ?? now : null,
    };

    /// <summary>
    /// This row with another instance that drives it. The anchor moves with it when it cannot be found any more: it was
    /// purged, or is of another task hub.
    /// </summary>
    /// <param name="driver">The instance that takes over.</param>
    /// <param name="hub">Its task hub.</param>
    /// <param name="isDriverGone">True when the driver so far was purged.</param>
    public ValidationRow DrivenBy(string driver, string hub, bool isDriverGone = false) => this with
    {
        Driver = driver,
        Hub = hub,
        Anchor = Hub != hub || (isDriverGone && Anchor == Driver) ? driver : Anchor,
    };

    /// <summary>Reads a row.</summary>
    /// <exception cref="StateFormatException">The state cannot be read.</exception>
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

    /// <summary>The row as the table keeps it; ids, status and time are columns of their own for the list.</summary>
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

    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => State.ToString();
}
