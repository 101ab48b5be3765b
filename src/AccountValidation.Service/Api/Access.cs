using System.Security.Claims;
using AccountValidation.Service.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Service.Api;

/// <summary>
/// The policies of both hosts: who may use which routes, and how the service refuses everybody else. A route takes its
/// policy by <c>RequireAuthorization</c>. A route without a policy is open to all.
/// </summary>
public static class Access
{
    /// <summary>Admits callers and operators, by their API keys: <c>/api/validations</c>.</summary>
    public const string Callers = "callers";

    /// <summary>Admits operators, by their API keys: the management API.</summary>
    public const string Operators = "operators";

    /// <summary>Admits the sender of notifications, by HTTP Basic: <c>/api/juspay/notifications</c>.</summary>
    public const string NotificationSender = "notification-sender";

    private static readonly string[] Policies = [Callers, Operators, NotificationSender];

    /// <summary>Adds the policies, and the keys and credentials that they ask for.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<KeyRing>().AddSingleton<NotificationCredentials>();

        // AddAuthentication would add data protection, which writes keys to the disk.
        services.AddAuthenticationCore();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var name in Policies)
        {
            services.Configure<AuthenticationOptions>(options =>
                options.AddScheme<AccessHandler>(name, displayName: null));
            authorization.AddPolicy(
                name, policy => policy.AddAuthenticationSchemes(name).RequireAuthenticatedUser());
        }

        return services;
    }

    /// <summary>The caller or operator that sent an admitted request, and what the sender may see.</summary>
    /// <exception cref="InvalidOperationException">The route has no policy.</exception>
    public static Viewer ViewerOf(HttpContext context) => new(
        context.User.Identity?.Name ?? throw new InvalidOperationException("The route has no policy of access."),
        context.User.HasClaim(claim => claim.Type == AccessHandler.SeesAll));
}

/// <summary>
/// Admits and refuses requests by a policy of <see cref="Access"/>. Each policy has a scheme with its own name.
/// </summary>
internal sealed class AccessHandler(KeyRing keys, NotificationCredentials notifications, ServiceMetrics metrics)
    : IAuthenticationHandler
{
    /// <summary>The type of the claim of a caller that sees every validation.</summary>
    public const string SeesAll = "sees-all";

    private string _policy = "";
    private HttpContext _context = null!;

    /// <inheritdoc/>
    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        (_policy, _context) = (scheme.Name, context);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AuthenticateResult> AuthenticateAsync() =>
        Task.FromResult(
            Claims() is { Length: > 0 } claims
                ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, _policy)), _policy))
                : AuthenticateResult.NoResult());

    /// <inheritdoc/>
    public Task ChallengeAsync(AuthenticationProperties? properties) => _policy switch
    {
        Access.Operators => RefuseAsOperator(),
        Access.NotificationSender => RefuseAsSenderAsync(),
        _ => Problems.Unauthorized().ExecuteAsync(_context),
    };

    /// <inheritdoc/>
    public Task ForbidAsync(AuthenticationProperties? properties) => ChallengeAsync(properties);

    // Empty when the policy does not admit the sender.
    private Claim[] Claims() => _policy switch
    {
        Access.Callers => ClaimsOf(keys.CallerOf(_context.Request)),
        Access.Operators => ClaimsOf(keys.CallerOf(_context.Request) is { IsOperator: true } caller ? caller : null),
        Access.NotificationSender when notifications.Admit(_context.Request) =>
            [new(ClaimTypes.Name, Access.NotificationSender)],
        _ => [],
    };

    private static Claim[] ClaimsOf(Caller? caller) => caller switch
    {
        null => [],
        { SeesAll: true } => [new(ClaimTypes.Name, caller.Name), new(SeesAll, "")],
        _ => [new(ClaimTypes.Name, caller.Name)],
    };

    // Without a body, as the Durable Functions extension refuses.
    private Task RefuseAsOperator()
    {
        _context.Response.Headers.WWWAuthenticate = KeyRing.Challenge;
        _context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private Task RefuseAsSenderAsync()
    {
        if (!notifications.AreConfigured)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound).ExecuteAsync(_context);
        }

        metrics.Notified(NotificationResult.Refused);
        _context.Response.Headers.WWWAuthenticate = NotificationCredentials.Challenge;
        return Problems.UnauthorizedNotification().ExecuteAsync(_context);
    }
}
