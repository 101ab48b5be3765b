using System.Collections.Concurrent;

namespace AccountValidation.Contract.Tests;

/// <summary>The host under test: a running host, or the self-host that the suite starts.</summary>
public sealed class ContractTarget : IAsyncLifetime
{
    private readonly ConcurrentBag<HostProcess> _hosts = [];
    private readonly Lazy<Task<ApiClient>> _hasty;
    private readonly Lazy<Task<ApiClient>> _cautious;
    private readonly Lazy<Task<ApiClient>> _narrow;
    private ExternalTarget? _external;
    private SimulatorServer? _simulator;
    private Receiver? _receiver;
    private ApiDescription? _description;
    private Uri? _address;
    private HostProcess? _usual;

    public ContractTarget()
    {
        _hasty = new(() => StartCallerAsync(TargetSettings.Hasty));
        _cautious = new(() => StartCallerAsync(TargetSettings.Cautious));
        _narrow = new(() => StartCallerAsync(TargetSettings.Narrow));
    }

    /// <summary>The caller that most tests use.</summary>
    internal ApiClient Api => field ??= Caller(Key);

    /// <summary>Another caller.</summary>
    internal ApiClient OtherApi => field ??= Caller(_external is null ? TargetSettings.OtherKey : OperatorKey);

    /// <summary>True when <see cref="OtherApi"/> sees the validations that it started, and no others.</summary>
    internal bool HasTwoCallers => _external is null;

    /// <summary>An operator, whose key opens the contract's routes and shows every validation.</summary>
    internal ApiClient SeesAll => field ??= Caller(OperatorKey);

    /// <summary>The caller with the key of the management API.</summary>
    internal ApiClient Operator => field ??= Caller(ManagementKey);

    /// <summary>A caller without a key.</summary>
    internal ApiClient Anonymous => field ??= Caller(null);

    internal string Key => _external?.Key ?? TargetSettings.Key;

    internal string OperatorKey => _external?.OperatorKey ?? TargetSettings.OperatorKey;

    /// <summary>The key of the management API.</summary>
    internal string ManagementKey => _external?.ManagementKey ?? TargetSettings.OperatorKey;

    internal IReadOnlyList<string> Secrets => _external?.Secrets ?? TargetSettings.Secrets;

    /// <summary>The Juspay simulator.</summary>
    internal SimulatorClient Juspay => field ??= new(SimulatorAddress);

    internal Receiver Receiver => _receiver ?? throw NotStarted();

    /// <summary>The document that the host serves.</summary>
    internal ApiDescription Description => _description ?? throw NotStarted();

    /// <summary>The lines of the host's log.</summary>
    internal IReadOnlyList<string> HostLog()
    {
        Assert.SkipWhen(_external is not null, "The log of a host that was given from outside is not at hand.");
        return (_usual ?? throw NotStarted()).Output;
    }

    private Uri SimulatorAddress => _external?.Simulator ?? _simulator?.Address ?? throw NotStarted();

    /// <summary>Creates a caller with this key.</summary>
    internal ApiClient Caller(string? key) => new(_address ?? throw NotStarted(), key, Description);

    /// <summary>Returns a caller of the host that expires validations soon and reuses fresh answers.</summary>
    internal Task<ApiClient> HastyAsync() => Further(_hasty, _external?.Hasty);

    /// <summary>Returns a caller of the host with production's address rules and an hour between checks.</summary>
    internal Task<ApiClient> CautiousAsync() => Further(_cautious, _external?.Cautious);

    /// <summary>Returns a caller of the host that allows a single unsettled validation.</summary>
    internal Task<ApiClient> NarrowAsync() => Further(_narrow, _external?.Narrow);

    /// <summary>
    /// Waits until an instance has this state: at once on the self-host, on Azure after the extension has stored it.
    /// </summary>
    internal Task<Answer> InstanceAsync(string id, string state, string query = "") =>
        HostUnderTest.IsAzure
            ? Eventually.GetAsync(
                () => Operator.InstanceAsync(id, query),
                answer => answer.Body.Text("runtimeStatus") == state,
                $"the instance is {state}")
            : Operator.InstanceAsync(id, query);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _external = ExternalTarget.Read();
        _address = _external?.Address ?? await StartUsualAsync();
        _description = await ApiDescription.ReadAsync(_address);
        _receiver = await Receiver.StartAsync(_description);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }

    private async Task<Uri> StartUsualAsync()
    {
        _simulator = await SimulatorServer.StartAsync();
        _usual = await StartHostAsync(TargetSettings.Usual);
        return _usual.Address;
    }

    private async Task<ApiClient> Further(Lazy<Task<ApiClient>> own, Uri? given)
    {
        Assert.SkipWhen(
            _external is not null && given is null,
            "The rule needs a host with other settings, and none was given from outside: see README.md.");
        return given is null ? await own.Value : new(given, Key, Description);
    }

    private async Task<ApiClient> StartCallerAsync(Func<Uri, Dictionary<string, string>> settings) =>
        new((await StartHostAsync(settings)).Address, TargetSettings.Key, Description);

    private async Task<HostProcess> StartHostAsync(Func<Uri, Dictionary<string, string>> settings)
    {
        var host = await HostProcess.StartAsync(settings(SimulatorAddress));
        _hosts.Add(host);
        return host;
    }

    private static InvalidOperationException NotStarted() => new("The target has not started.");
}
