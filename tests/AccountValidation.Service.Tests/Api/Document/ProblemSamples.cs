using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.Service.Api;
using AccountValidation.Tests.Document;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AccountValidation.Service.Tests.Api.Document;

/// <summary>One problem of each kind, as the API answers it.</summary>
internal static class ProblemSamples
{
    private const string SomeId = SampleValidations.Id;

    /// <summary>Those with a type of ours, by the name of what makes them.</summary>
    public static IReadOnlyDictionary<string, IResult> All { get; } =
        new Dictionary<string, IResult>(StringComparer.Ordinal)
        {
            [nameof(Problems.InvalidRequest)] = Problems.InvalidRequest(FaultsOfBadStart()),
            [nameof(Problems.Unauthorized)] = Problems.Unauthorized(),
            [nameof(Problems.UnauthorizedNotification)] = Problems.UnauthorizedNotification(),
            [nameof(Problems.TooLarge)] = Problems.TooLarge(RequestBody.MaxLength),
            [nameof(Problems.NotJson)] = Problems.NotJson(),
            [nameof(Problems.UnknownValidation)] = Problems.UnknownValidation("val_00000000000000000000000000"),
            [nameof(Problems.AccountBusy)] = Problems.AccountBusy(SomeId, Links.ToValidation(SomeId)),
            [nameof(Problems.AccountBusyElsewhere)] = Problems.AccountBusyElsewhere(),
            [nameof(Problems.SeesOwnOnly)] = Problems.SeesOwnOnly(),
            [nameof(Problems.RoutingIdInUse)] = Problems.RoutingIdInUse(SampleValidations.Accepted.Request.RoutingId),
            [nameof(Problems.OtherRoutingIdInUse)] = Problems.OtherRoutingIdInUse(),
            [nameof(Problems.KeyReused)] = Problems.KeyReused(SomeId),
            [nameof(Problems.Purged)] = Problems.Purged(SomeId),
            [nameof(Problems.AlreadySettled)] = Problems.AlreadySettled(SampleValidations.Active),
            [nameof(Problems.NotSettled)] = Problems.NotSettled(SomeId),
            [nameof(Problems.NoCallback)] = Problems.NoCallback(SomeId),
            [nameof(Problems.StoreUnavailable)] = Problems.StoreUnavailable(),
            [nameof(Problems.TooManyUnsettled)] = Problems.TooManyUnsettled(),
        };

    /// <summary>A fault of the service, as the framework answers it.</summary>
    public static IResult Fault { get; } = Results.Problem(statusCode: StatusCodes.Status500InternalServerError);

    /// <summary>The route for notifications while it is off.</summary>
    public static IResult NoNotifications { get; } = Results.Problem(statusCode: StatusCodes.Status404NotFound);

    /// <summary>The details of a problem.</summary>
    public static ProblemDetails DetailsOf(IResult problem) => Assert.IsType<ProblemHttpResult>(problem).ProblemDetails;

    /// <summary>The body of a problem.</summary>
    public static JsonNode BodyOf(IResult problem) =>
        JsonSerializer.SerializeToNode(DetailsOf(problem), JsonSerializerOptions.Web)!;

    /// <summary>Its type; null where it is none of ours.</summary>
    public static string? TypeOf(IResult problem) =>
        DetailsOf(problem).Type is { } type && type.StartsWith(Problems.TypePrefix, StringComparison.Ordinal)
            ? type
            : null;

    private static IReadOnlyDictionary<string, string[]> FaultsOfBadStart() => Parsing.StartWith("""
        "amount": "11", "callBackUrl": "https://onboarding.example/hooks"
        """).Errors;
}
