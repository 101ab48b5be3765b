using AccountValidation.Service.Intake;
using AccountValidation.Service.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>
/// Refuses query parameters that a route does not take. A route that ignored a misspelt filter would show, or delete,
/// everything.
/// </summary>
public static class QueryNames
{
    private const int MostShown = 10;

    /// <summary>
    /// The unknown names of a query, at most 10. Each message completes the sentence "this parameter …".
    /// </summary>
    /// <param name="query">The query of a request.</param>
    /// <param name="known">The names that the route takes. The API key's parameter is always allowed.</param>
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

    /// <summary>Lets a route take only these query parameters and the API key's.</summary>
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
