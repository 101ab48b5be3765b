using System.Net.Sockets;
using System.Xml;
using AccountValidation.Service.Queues;
using Azure;

namespace AccountValidation.Service.Tests.Queues;

/// <summary>Why a storage could not be used, in words that hold neither URL nor secret.</summary>
public sealed class StorageFaultTests
{
    private const string Secret = "https://onboarding.queue.core.windows.net/?sig=s3cr3t";

    public static TheoryData<Exception, string> Faults =>
        new()
        {
            { new RequestFailedException(403, Secret, "AuthenticationFailed", null), "http_403 AuthenticationFailed" },
            { new RequestFailedException(503, Secret, "ServerBusy", null), "http_503 ServerBusy" },
            { new RequestFailedException(502, Secret, "<html> " + Secret, null), "http_502" },
            { new RequestFailedException(500, Secret, null, null), "http_500" },
            { new RequestFailedException(0, Secret, null, new SocketException(111)), "connection_failed" },
            {
                new RequestFailedException(
                    0, Secret, null, new HttpRequestException(HttpRequestError.NameResolutionError, Secret)),
                "name_not_found"
            },
            { new RequestFailedException(0, Secret, null, new InvalidCastException()), "connection_failed" },
            { new RequestFailedException(Secret), "connection_failed" },
            {
                new AggregateException(
                    Secret, new RequestFailedException(Secret), new RequestFailedException(503, Secret)),
                "http_503"
            },
            { new AggregateException(Secret, new TaskCanceledException(Secret)), "time_out" },
            { new TimeoutException(Secret), "time_out" },
            { new IOException(Secret), "connection_failed" },
            { new XmlException(Secret), "unreadable_answer" },
        };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void CauseOf_WhatTheClientThrows_IsAFixedWord(Exception exception, string cause) =>
        Assert.Equal(cause, StorageFaults.CauseOf(exception));

    [Fact]
    public void CauseOf_AMistakeOfThisProgram_IsNone() =>
        Assert.Null(StorageFaults.CauseOf(new InvalidOperationException()));
}
