using System.Globalization;
using System.Net;

namespace AccountValidation.SelfHost.Demo;

/// <summary>Renders the demo inbox as an HTML page.</summary>
internal static class DemoInboxPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="2">
        <title>Callback inbox</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
        body { color: #1b1b1f; background: #fff; }
        article { border: 1px solid #c9c9d2; border-radius: .5rem; margin: 1rem 0; padding: .75rem 1rem; }
        pre { overflow-x: auto; background: #f4f4f7; padding: .75rem; border-radius: .25rem; }
        .good { color: #0a6b2d; } .bad { color: #a3161f; }
        </style>
        </head>
        <body>
        <h1>Callback inbox</h1>
        """;

    public static string Render(IReadOnlyList<ReceivedCallback> received, DateTimeOffset since)
    {
        var articles = received.Select(callback =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                <article>
                <p><strong>{WebUtility.HtmlEncode(callback.WebhookId)}</strong> at {callback.At:HH:mm:ss} UTC,
                {(
                    callback.SignatureVerified
                        ? "<span class=\"good\">signature verified</span>"
                        : "<span class=\"bad\">signature does not verify</span>"
                )}</p>
                <pre>{WebUtility.HtmlEncode(callback.Body)}</pre>
                </article>
                """));
        var content =
            received.Count == 0
                ? "<p>Nothing has arrived yet. Start a validation and this page shows its callback.</p>"
                : string.Concat(articles);
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"<p>The last {DemoInbox.Kept} callbacks since {since:HH:mm:ss} UTC, when this process started: a restart "
            + $"forgets them.</p>");
        return $"{Head}{note}{content}</body></html>";
    }
}
