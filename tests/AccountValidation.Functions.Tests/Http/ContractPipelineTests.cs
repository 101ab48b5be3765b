using System.Diagnostics;
using AccountValidation.Functions.Hosting;
using AccountValidation.Functions.Http;
using AccountValidation.Functions.Tests.Runtime;
using AccountValidation.Service.Api;
using AccountValidation.Service.Management;
using AccountValidation.Tests.Document;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using HostSettings = AccountValidation.Functions.Hosting.HostSettings;

namespace AccountValidation.Functions.Tests.Http;

/// <summary>The contract's routes behind those of the functions.</summary>
public sealed class ContractPipelineTests : IDisposable
{
    private readonly IHost _host = Build();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Document_WithoutAKey_IsTheCommittedOne(string method)
    {
        var (answer, body) = await AskAsync(method, ApiDocument.Path);

        Assert.Equal((200, "application/json;charset=utf-8"), (answer.StatusCode, answer.ContentType));
        // A server sends none of it for HEAD.
        Assert.Equal(await File.ReadAllBytesAsync(CommittedDocument.Path, TestContext.Current.CancellationToken), body);
    }

    // The extension answers these paths before any request comes to the worker.
    [Theory]
    [InlineData("GET", "/instances")]
    [InlineData("DELETE", "/instances")]
    [InlineData("GET", "/instances/val_1")]
    [InlineData("POST", "/instances/val_1/terminate")]
    public async Task ManagementApi_IsNotServed(string method, string path)
    {
        var (answer, _) = await AskAsync(method, ManagementLinks.BasePath + path);

        Assert.Equal((404, "application/problem+json"), (answer.StatusCode, answer.ContentType));
    }

    [Theory]
    [InlineData("GET", Links.Validations)]
    [InlineData("POST", Links.Validations)]
    [InlineData("GET", Links.Validations + "/val_1")]
    public async Task Validations_WithoutAKey_AreRefused(string method, string path)
    {
        var (answer, _) = await AskAsync(method, path);

        Assert.Equal((401, "application/problem+json"), (answer.StatusCode, answer.ContentType));
    }

    private async Task<(HttpResponse Answer, byte[] Body)> AskAsync(string method, string path)
    {
        var context = new DefaultHttpContext { RequestServices = _host.Services };
        (context.Request.Method, context.Request.Path) = (method, path);
        using var body = new MemoryStream();
        context.Response.Body = body;
        // These routes need no orchestrations.
        await _host.Services.GetRequiredService<ContractPipeline>().AnswerAsync(context.Request, client: null!);
        return (context.Response, body.ToArray());
    }

    private static IHost Build()
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                DisableDefaults = true, // so that nothing of the machine's environment is a setting
                EnvironmentName = Environments.Production,
            });
        builder.Configuration.AddInMemoryCollection(
            RuntimeSettings.With("UseDevelopmentStorage=true", new("http://127.0.0.1:9"), []));
        builder.Services.AddAzureHost(HostSettings.Read(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton(new DiagnosticListener("tests")); // a web host has one
        return builder.Build();
    }
}
