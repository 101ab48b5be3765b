using System.Text.RegularExpressions;
using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AccountValidation.Service.Tests.Api;

/// <summary>The query of a list and its continuation tokens.</summary>
public sealed partial class ListQueryTests
{
    [Fact]
    public void Read_NoQuery_IsTheFirstFiftyOfAll()
    {
        var (filter, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal(50, filter.Limit);
        Assert.Empty(filter.Statuses);
        Assert.Equal(
            (null, null, null, null, null),
            (filter.CustomerId, filter.CustomerAccountId, filter.CreatedFrom, filter.CreatedTo, filter.After));
    }

    [Fact]
    public void Read_EveryParameter_IsRead()
    {
        var (filter, faults) = Read(
            ("status", "ACTIVE, failure"),
            ("customerId", "cst_1"),
            ("customerAccountId", "banh_1"),
            ("createdFrom", "2026-11-22T10:00:00+05:30"),
            ("createdTo", "2026-11-23"),
            ("settledFrom", "2026-11-24"),
            ("settledTo", "2026-11-25"),
            ("waitingFor", "key-refused, RECEIVER"),
            ("callbackStatus", "FAILED,none"),
            ("receiverHost", "Hooks.Example"),
            ("metadata", "order:a:b"),
            ("idPrefix", "val_01J"),
            ("pageSize", "200"));

        Assert.Empty(faults);
        Assert.Equal([ValidationStatus.Active, ValidationStatus.Failure], filter.Statuses);
        Assert.Equal(("cst_1", "banh_1", 200), (filter.CustomerId, filter.CustomerAccountId, filter.Limit));
        Assert.Equal(new(2026, 11, 22, 4, 30, 0, TimeSpan.Zero), filter.CreatedFrom);
        Assert.Equal(new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), filter.CreatedTo);
        Assert.Equal(new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), filter.SettledFrom);
        Assert.Equal(new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), filter.SettledTo);
        Assert.Equal([WaitCause.KeyRefused, WaitCause.Receiver], filter.WaitingFor);
        Assert.Equal([CallbackStatus.Failed, null], filter.CallbackStatuses);
        Assert.Equal(
            ("hooks.example", new MetadataPair("order", "a:b"), "val_01J"),
            (filter.ReceiverHost, filter.Metadata, filter.IdPrefix));
    }

    [Theory]
    [InlineData("[2001:DB8::1]", "2001:db8::1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("b\u00fccher.example", "xn--bcher-kva.example")]
    public void Read_ReceiverHost_IsWrittenAsTheStoreWritesHosts(string host, string stored) =>
        Assert.Equal(stored, Read(("receiverHost", host)).Filter.ReceiverHost);

    [Theory]
    [InlineData("status", "DONE")]
    [InlineData("status", "ACTIVE,1")]
    [InlineData("customerId", "")]
    [InlineData("customerId", "a/b")]
    [InlineData("customerAccountId", "a b")]
    [InlineData("createdFrom", "")]
    [InlineData("createdFrom", "yesterday")]
    [InlineData("createdFrom", "10:30")]
    [InlineData("createdFrom", "6.5")]
    [InlineData("createdTo", "2026-13-01T00:00:00Z")]
    [InlineData("createdTo", "1700000000")]
    [InlineData("settledFrom", "soon")]
    [InlineData("settledTo", "")]
    [InlineData("waitingFor", "godot")]
    [InlineData("waitingFor", "1")]
    [InlineData("callbackStatus", "LOST")]
    [InlineData("receiverHost", "")]
    [InlineData("receiverHost", "https://hooks.example/")]
    [InlineData("receiverHost", "hooks.example:443")]
    [InlineData("metadata", "")]
    [InlineData("metadata", "A-17")]
    [InlineData("metadata", ":A-17")]
    [InlineData("idPrefix", "")]
    [InlineData("idPrefix", "a/b")]
    [InlineData("pageSize", "0")]
    [InlineData("pageSize", "201")]
    [InlineData("pageSize", "-1")]
    [InlineData("pageSize", "1.5")]
    [InlineData("pageSize", "many")]
    [InlineData("pageSize", "99999999999")]
    [InlineData("continuationToken", "x")]
    [InlineData("continuationToken", "!!!!")]
    [InlineData("continuationToken", "a b")]
    [InlineData("continuationToken", "MTIzNA")]
    [InlineData("continuationToken", "LTEudmFsXzE")]
    [InlineData("continuationToken", "eC52YWxfMQ")]
    [InlineData("continuationToken", "\u00fc")]
    public void Read_ParameterThatCannotBe_IsItsFault(string name, string value) =>
        Assert.Equal([name], Read((name, value)).Faults);

    [Fact]
    public void Read_EverythingWrong_TellsAllAtOnce() =>
        Assert.Equal(
            5,
            Read(
                ("status", "x"),
                ("customerId", ""),
                ("createdTo", "x"),
                ("pageSize", "x"),
                ("continuationToken", "*")).Faults.Count);

    [Fact]
    public void Read_ManyWrongStatuses_AreToldOnce()
    {
        var errors = new FieldErrors();
        ListQuery.Read(
            new QueryCollection(
                new Dictionary<string, StringValues> { ["status"] = string.Join(',', Enumerable.Repeat("x", 4000)) }),
            errors);

        Assert.Single(Assert.Single(errors.ToDictionary()).Value);
    }

    [Fact]
    public void Read_StatusGivenTwice_IsAskedForOnce() =>
        Assert.Equal(
            [ValidationStatus.Active, ValidationStatus.Failure],
            Read(("status", "ACTIVE,FAILURE,active,ACTIVE")).Filter.Statuses);

    [Fact]
    public void TokenAfter_AnyValidation_IsBase64UrlAndComesBack() =>
        Gen.Select(Gen.Long[0, 253402300799999], Gen.Char["abcXYZ019_.-~"].Array[1, 40])
            .Sample(
                (time, id) =>
                {
                    var last = new ListPosition(time, new(id));
                    var token = ListQuery.TokenAfter(last);
                    return Base64UrlOnly().IsMatch(token)
                        && Read(("continuationToken", token)).Filter.After == last;
                });

    [Fact]
    public void Read_AnyToken_DoesNotThrow() =>
        Gen.String.Sample(token => Read(("continuationToken", token)).Faults.Count <= 1);

    [Fact]
    public void Read_TokenWithOneCharacterChanged_IsAPositionOrAFault()
    {
        var token = ListQuery.TokenAfter(new(1_795_341_600_123, "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C"));
        Gen.Select(Gen.Int[0, token.Length - 1], Gen.Char).Sample((at, other) =>
        {
            var (filter, faults) = Read(("continuationToken", token[..at] + other + token[(at + 1)..]));
            return filter.After is null == faults.Count > 0;
        });
    }

    private static (ValidationFilter Filter, IReadOnlyList<string> Faults) Read(
        params (string Name, string Value)[] query)
    {
        var errors = new FieldErrors();
        var filter = ListQuery.Read(
            new QueryCollection(query.ToDictionary(pair => pair.Name, pair => new StringValues(pair.Value))), errors);
        return (filter, [.. errors.ToDictionary().Keys]);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+$")]
    private static partial Regex Base64UrlOnly();
}
