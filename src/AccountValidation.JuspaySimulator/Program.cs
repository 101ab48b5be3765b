using AccountValidation.JuspaySimulator;

var builder = WebApplication.CreateBuilder(args);

// The default is code, not a settings file, so that ASPNETCORE_URLS and --urls win.
if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
{
    builder.WebHost.UseUrls("http://localhost:7072");
}

builder.Services.AddJuspaySimulator(builder.Configuration.GetSection("JuspaySimulator").Bind);

await using var app = builder.Build();
app.MapJuspaySimulator("");

await app.StartAsync();
Console.WriteLine($"Juspay simulator listening on {string.Join(", ", app.Urls)}; admin under /admin");
await app.WaitForShutdownAsync();
