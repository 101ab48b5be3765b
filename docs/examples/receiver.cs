#:sdk Microsoft.NET.Sdk.Web
#:property ManagePackageVersionsCentrally=false
#:property RestorePackagesWithLockFile=false

// A receiver of callbacks that verifies every signature (Standard Webhooks 1.0). Run it with
//   WEBHOOK_SECRET=whsec_... dotnet run docs/examples/receiver.cs
// and use http://localhost:7073/hooks as callbackUrl.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

var secret = Environment.GetEnvironmentVariable("WEBHOOK_SECRET");
if (secret is null || !secret.StartsWith("whsec_", StringComparison.Ordinal))
{
    Console.Error.WriteLine("Set WEBHOOK_SECRET to the secret that the service signs with (Callbacks__Secrets__0).");
    return 1;
}

var key = Convert.FromBase64String(secret["whsec_".Length..]);
var seen = new ConcurrentDictionary<string, bool>();
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();

app.MapPost("/hooks", async (HttpRequest request) =>
{
    // 1. The exact bytes: verify before parsing, and never verify a re-serialised body.
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    var id = request.Headers["webhook-id"].ToString();
    var timestamp = request.Headers["webhook-timestamp"].ToString();

    // 2. An old delivery may be a replay.
    if (!long.TryParse(timestamp, out var seconds) || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300)
    {
        return Results.Unauthorized();
    }

    // 3. One matching signature is enough: while a secret is rotated there are several.
    byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body.ToArray()];
    var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content)));
    var isGenuine = request.Headers["webhook-signature"].ToString().Split(' ')
        .Any(given => CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(given)));
    if (!isGenuine)
    {
        Console.WriteLine($"{id}: the signature does not verify");
        return Results.Unauthorized();
    }

    // 4. Delivery is at least once: act on each webhook-id once.
    Console.WriteLine(seen.TryAdd(id, true) ? $"{id}: {Encoding.UTF8.GetString(body.ToArray())}" : $"{id}: again, already handled");
    return Results.NoContent();
});

app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("Listening on http://localhost:7073/hooks"));
app.Run("http://localhost:7073");
return 0;
