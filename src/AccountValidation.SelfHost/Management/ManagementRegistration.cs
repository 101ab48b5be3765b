namespace AccountValidation.SelfHost.Management;

/// <summary>Registers the management API.</summary>
internal static class ManagementRegistration
{
    /// <summary>Adds what <see cref="ManagementEndpoints"/> calls.</summary>
    public static IServiceCollection AddManagementApi(this IServiceCollection services) =>
        services.AddSingleton<InstanceQueries>().AddSingleton<InstanceSignals>().AddSingleton<InstancePurge>();
}
