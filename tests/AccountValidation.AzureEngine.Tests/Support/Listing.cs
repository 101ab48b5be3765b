using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>What a list shows.</summary>
internal static class Listing
{
    public static async Task<IReadOnlyList<string>> IdsAsync(World world, ValidationFilter filter) =>
        [
            .. (await world.Process.Engine.ListAsync(filter, TestContext.Current.CancellationToken)).Found.Select(
                validation => validation.Id),
        ];
}
