using System.Globalization;

namespace AccountValidation.Contract.Tests;

/// <summary>The documented responses of the management API: see <see cref="DocumentedAnswers"/>.</summary>
internal static class DocumentedManagementAnswers
{
    private const string Unknown = "val_unknown";
    private const string List = Management.Instances;
    private const string Instance = List + "/{instanceId}";
    private const int TooLong = (64 * 1024) + 1;

    /// <summary>
    /// The responses that only the self-host gives. The 400 of a list needs a token form that the extension never tries
    /// to read. Every other 400 concerns parameter names that the extension ignores.
    /// </summary>
    public static string[] OfTheSelfHost { get; } =
    [
        $"GET {List} 400",
        $"DELETE {Instance} 409",
        $"POST {Instance}/raiseEvent/{{eventName}} 413",
        $"GET {Instance} 400",
        $"DELETE {Instance} 400",
        $"POST {Instance}/terminate 400",
        $"POST {Instance}/suspend 400",
        $"POST {Instance}/resume 400",
    ];

    /// <summary>The responses that only Azure gives.</summary>
    public static string[] OfAzure { get; } = [$"DELETE {Instance} 412"];

    public static IReadOnlyDictionary<string, Func<ContractTarget, Task<Answer>>> All { get; } =
        new Dictionary<string, Func<ContractTarget, Task<Answer>>>
        {
            [$"GET {List} 200"] = target => target.Operator.GetAsync(List + "?top=2"),
            [$"GET {List} 400"] = target =>
                target.Operator.SendAsync(HttpMethod.Get, List, null, ("x-ms-continuation-token", "no token")),
            [$"GET {List} 401"] = target => target.Api.GetAsync(List),
            [$"GET {Instance} 200"] = async target =>
                await target.Operator.InstanceAsync(await FinishedAsync(target), History),
            [$"GET {Instance} 202"] = async target =>
                await target.Operator.InstanceAsync(await RunningAsync(target), History),
            [$"GET {Instance} 400"] = target => target.Operator.InstanceAsync(Unknown, "?showHistori=true"),
            [$"GET {Instance} 401"] = target => target.Api.InstanceAsync(Unknown),
            [$"GET {Instance} 404"] = target => target.Operator.InstanceAsync(Unknown),
            [$"DELETE {List} 200"] = PurgeManyAsync,
            [$"DELETE {List} 400"] = target =>
                target.Operator.DeleteAsync(
                    List
                        + (
                            HostUnderTest.IsAzure
                                ? "?createdTimeFrom=soon"
                                : "?createdTimeFrom=2001-01-01&createdTimeTo=soon")),
            [$"DELETE {List} 401"] = target => target.Api.DeleteAsync(List),
            [$"DELETE {List} 404"] = target =>
                target.Operator.DeleteAsync(List + "?createdTimeFrom=2001-01-01&createdTimeTo=2001-01-02"),
            [$"DELETE {Instance} 200"] = async target =>
                await target.Operator.DeleteAsync(Management.PathOf(await FinishedAsync(target))),
            [$"DELETE {Instance} 400"] = target => target.Operator.DeleteAsync(Management.PathOf(Unknown, "?dry=true")),
            [$"DELETE {Instance} 401"] = target => target.Api.DeleteAsync(Management.PathOf(Unknown)),
            [$"DELETE {Instance} 404"] = target => target.Operator.DeleteAsync(Management.PathOf(Unknown)),
            [$"DELETE {Instance} 412"] = async target =>
                await target.Operator.DeleteAsync(Management.PathOf(await RunningAsync(target))),
            [$"DELETE {Instance} 409"] = async target =>
                await target.Operator.DeleteAsync(Management.PathOf(await RunningAsync(target))),
            [$"POST {Instance}/raiseEvent/{{eventName}} 202"] = async target =>
                await target.Operator.RaiseAsync(await RunningAsync(target), "Check"),
            [$"POST {Instance}/raiseEvent/{{eventName}} 400"] = async target =>
                await target.Operator.RaiseAsync(await RunningAsync(target), "Check", "no JSON"),
            [$"POST {Instance}/raiseEvent/{{eventName}} 401"] = target => target.Api.RaiseAsync(Unknown, "Check"),
            [$"POST {Instance}/raiseEvent/{{eventName}} 404"] = target => target.Operator.RaiseAsync(Unknown, "Check"),
            [$"POST {Instance}/raiseEvent/{{eventName}} 410"] = async target =>
                await target.Operator.RaiseAsync(await FinishedAsync(target), "Check"),
            [$"POST {Instance}/raiseEvent/{{eventName}} 413"] = async target =>
                await target.Operator.RaiseAsync(await RunningAsync(target), "Check", new string(' ', TooLong)),
            [$"POST {Instance}/terminate 202"] = target => ActAsync(target, RunningAsync, "/terminate?reason=stop"),
            [$"POST {Instance}/terminate 400"] = target =>
                target.Operator.PostAsync(Management.PathOf(Unknown, "/terminate?why=x")),
            [$"POST {Instance}/terminate 401"] = target =>
                target.Api.PostAsync(Management.PathOf(Unknown, "/terminate")),
            [$"POST {Instance}/terminate 404"] = target =>
                target.Operator.PostAsync(Management.PathOf(Unknown, "/terminate")),
            [$"POST {Instance}/terminate 410"] = target => ActAsync(target, FinishedAsync, "/terminate"),
            [$"POST {Instance}/suspend 202"] = target => ActAsync(target, RunningAsync, "/suspend?reason=pause"),
            [$"POST {Instance}/suspend 400"] = target =>
                target.Operator.PostAsync(Management.PathOf(Unknown, "/suspend?why=x")),
            [$"POST {Instance}/suspend 401"] = target => target.Api.PostAsync(Management.PathOf(Unknown, "/suspend")),
            [$"POST {Instance}/suspend 404"] = target =>
                target.Operator.PostAsync(Management.PathOf(Unknown, "/suspend")),
            [$"POST {Instance}/suspend 410"] = target => ActAsync(target, FinishedAsync, "/suspend"),
            [$"POST {Instance}/resume 202"] = target => ActAsync(target, SuspendedAsync, "/resume?reason=go"),
            [$"POST {Instance}/resume 400"] = target =>
                target.Operator.PostAsync(Management.PathOf(Unknown, "/resume?why=x")),
            [$"POST {Instance}/resume 401"] = target => target.Api.PostAsync(Management.PathOf(Unknown, "/resume")),
            [$"POST {Instance}/resume 404"] = target =>
                target.Operator.PostAsync(Management.PathOf(Unknown, "/resume")),
            [$"POST {Instance}/resume 410"] = target => ActAsync(target, FinishedAsync, "/resume"),
        };

    private const string History = "?showHistory=true&showHistoryOutput=true";

    // Its history holds an event of each kind that an operator can bring about.
    private static async Task<string> RunningAsync(ContractTarget target)
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.Api.DropAsync(id);
        await target.Operator.SuspendAsync(id, "?reason=pause");
        await target.Operator.PostAsync(Management.PathOf(id, "/resume?reason=go"));
        await target.InstanceAsync(id, "Running");
        return id;
    }

    private static async Task<string> SuspendedAsync(ContractTarget target)
    {
        var id = await RunningAsync(target);
        await target.Operator.SuspendAsync(id);
        return id;
    }

    private static async Task<string> FinishedAsync(ContractTarget target)
    {
        if (HostUnderTest.IsAzure)
        {
            // On Azure a terminated instance cannot be purged at once.
            var completed = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
            await target.Operator.InStateAsync(completed, "Completed");
            return completed;
        }

        var id = await RunningAsync(target);
        await target.Operator.PostAsync(Management.PathOf(id, "/terminate?reason=stop"));
        await target.Operator.InStateAsync(id, "Terminated");
        return id;
    }

    private static async Task<Answer> ActAsync(
        ContractTarget target,
        Func<ContractTarget, Task<string>> started,
        string operation) => await target.Operator.PostAsync(Management.PathOf(await started(target), operation));

    // The filter is so narrow that no other test's validation matches.
    private static async Task<Answer> PurgeManyAsync(ContractTarget target)
    {
        var id = await FinishedAsync(target);
        if (HostUnderTest.IsAzure)
        {
            var second = (await target.Operator.InstanceAsync(id)).Body.Time("createdTime");
            return await target.Operator.DeleteAsync(
                $"{List}?createdTimeFrom={second:yyyy-MM-ddTHH:mm:ssZ}"
                    + $"&createdTimeTo={second.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}&runtimeStatus=Completed");
        }

        var created = (await target.Api.FindAsync(id))
            .Body.Time("createdAt")
            .UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return await target.Operator.DeleteAsync(
            $"{List}?createdTimeFrom={created}&createdTimeTo={created}&runtimeStatus=Terminated");
    }
}
