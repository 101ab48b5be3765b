using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.Service.Api.Notifications;

/// <summary>Maps the route for Juspay's notifications. API keys do not open this route.</summary>
public static class NotificationEndpoints
{
    /// <summary>Maps <c>/api/juspay/notifications</c>.</summary>
    public static IEndpointRouteBuilder MapNotifications(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapPost(Links.Notifications, (HttpContext context, NotificationsApi api) =>
                api.TakeAsync(context, context.RequestAborted))
            .RequireAuthorization(Access.NotificationSender);
        return endpoints;
    }
}
