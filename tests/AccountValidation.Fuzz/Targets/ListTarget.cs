using System.Text;
using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccountValidation.Fuzz.Targets;

/// <summary>The query of a list, with its continuation token.</summary>
public sealed class ListTarget : FuzzTarget
{
    private const int MostFaultsOfAField = 2;

    /// <inheritdoc/>
    public override string Name => "list";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens { get; } =
    [
        "status=",
        "customerId=",
        "customerAccountId=",
        "createdFrom=",
        "createdTo=",
        "continuationToken=",
        "pageSize=",
        "&",
        "=",
        "%",
        "+",
        "%2C",
        "%00",
        "%ff",
        ",",
        "PENDING",
        "ACTIVE",
        "FAILURE",
        "REJECTED",
        "EXPIRED",
        "CANCELLED",
        "pending",
        "cst_1",
        "2026-11-22T10:00:00Z",
        "2026-11-22",
        "0001-01-01",
        "9999-12-31T23:59:59.9999999-14:00",
        "2026-11-22 10:00 +05:30",
        "2026-02-30",
        "1",
        "200",
        "201",
        "0",
        "99999999999",
        "MTc5NTM0MjQwMDAwMC52YWxfMDFKRDNaNlEyTThSNVQ3VjlYMFkxQTJCM0M",
        "OTk5OTk5OTk5OTk5OTk5OTk5OS54",
        "OTIyMzM3MjAzNjg1NDc3NTgwNy54",
        "LTEueA",
        "MS4",
        "MS7_",
        "-_",
        "==",
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlyMemory<byte> input)
    {
        var query = new QueryCollection(QueryHelpers.ParseQuery(Encoding.Latin1.GetString(input.Span)));
        var errors = new FieldErrors();
        var filter = ListQuery.Read(query, errors);
        Faults.CheckTexts(errors, input.Length);
        Must.Hold(
            errors.ToDictionary().Values.All(messages => messages.Length <= MostFaultsOfAField),
            "a fault of a field is told once");
        if (errors.IsEmpty)
        {
            Check(filter);
        }
    }

    private static void Check(ValidationFilter filter)
    {
        Must.Hold(filter.Limit is >= 1 and <= 200, "a page is within its bounds");
        Must.Hold(filter.Statuses.Count <= Enum.GetValues<ValidationStatus>().Length, "a status is asked for once");
        Must.Hold(filter.Statuses.All(Enum.IsDefined), "a status is a status");
        Must.Hold(filter.CustomerId is null || Ids.FaultOf(filter.CustomerId) is null, "a customer's id is an id");
        Must.Hold(
            filter.CustomerAccountId is null || Ids.FaultOf(filter.CustomerAccountId) is null,
            "an account's id is an id");
        Must.Hold(filter.CreatedFrom is null || filter.CreatedFrom.Value.Offset == TimeSpan.Zero, "a time is UTC");
        Must.Hold(filter.CreatedTo is null || filter.CreatedTo.Value.Offset == TimeSpan.Zero, "a time is UTC");
        Must.Hold(filter.After is null || filter.After.CreatedAt >= 0, "a place in the list is after the epoch");
    }
}
