namespace AccountValidation.SelfHost.Management;

internal static class ManagementRegistration
{
    /// <summary>Registers the services that <see cref="ManagementEndpoints"/> calls.</summary>
    public static IServiceCollection AddManagementApi(this IServiceCollection services) =>
        services.AddSingleton<InstanceQueries>().AddSingleton<InstanceSignals>().AddSingleton<InstancePurge>();
}
