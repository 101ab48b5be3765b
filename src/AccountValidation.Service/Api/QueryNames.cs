using AccountValidation.Service.Intake;
using AccountValidation.Service.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>
/// Refuses query parameters that a route does not take: if a misspelt filter were ignored, everything would be shown,
/// or deleted.
/// </summary>
public static class QueryNames
{
    private const int MostShown = 10;

    /// <summary>
    /// What is wrong with the names of a query; each message completes the sentence "this parameter …".
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="known">The names that the route takes, besides that of the key.</param>
    public static FieldErrors FaultsOf(IQueryCollection query, IReadOnlyCollection<string> known)
    {
        var errors = new FieldErrors();
        var unknown = query.Keys.Where(name =>
            !name.Equals(KeyRing.ParameterName, StringComparison.OrdinalIgnoreCase)
            && !known.Contains(name, StringComparer.OrdinalIgnoreCase));
        foreach (var name in unknown.Take(MostShown))
        {
            var shown = JsonFields.Shown(name);
            errors.Add(shown, $"is no query parameter of this route{Hint(shown, known)}");
        }

        return errors;
    }

    /// <summary>Lets a route take these query parameters, and that of the key, and no other.</summary>
    public static RouteHandlerBuilder TakesQuery(
        this RouteHandlerBuilder route, params IReadOnlyCollection<string> known) =>
        route.AddEndpointFilter(
            (context, next) =>
                FaultsOf(context.HttpContext.Request.Query, known) is { IsEmpty: false } errors
                    ? ValueTask.FromResult<object?>(Problems.InvalidRequest(errors.ToDictionary()))
                    : next(context));

    private static string Hint(string name, IReadOnlyCollection<string> known) =>
        NearestName.Of(name, known) is { } nearest ? $". Did you mean '{nearest}'?"
        : known.Count == 0 ? "; it takes none."
        : $"; it takes {string.Join(", ", known)}.";
}
