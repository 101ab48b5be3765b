namespace AccountValidation.Service.Tests;

/// <summary>What others than Juspay answer with an HTTP status that Juspay uses too.</summary>
public static class StrangersBodies
{
    public static TheoryData<string> All =>
    [
        "", " ", "{}", "[]", "null", "true", "\"access_denied\"", "{", "default backend - 404", "Too Many Requests",
        "<html>blocked</html>", "<!DOCTYPE html><html><head><title>403 Forbidden</title></head></html>",
        """<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>""",
        """{ "message": "Forbidden" }""", // AWS API Gateway
        """{ "message": "Limit Exceeded" }""",
        """{ "timestamp": "2026-11-29T05:00:00Z", "status": 403, "error": "Forbidden", "path": "/" }""", // Spring
        """{ "status": 429, "error_code": 1015, "error_name": "rate_limited" }""", // Cloudflare
        """{ "success": false, "errors": [ { "code": 10000, "message": "Authentication error" } ] }""",
        """{ "type": "about:blank", "title": "Not Found", "status": 404, "detail": "No route." }""", // RFC 9457
        """{ "type": "https://example.com/e", "title": "No", "status": "400", "code": "E09" }""",
        """{ "kind": "Status", "status": "Failure", "reason": "Forbidden", "code": 403 }""", // Kubernetes
        """{ "error": "rate_limited", "code": "E09" }""",
        """{ "error": "true", "code": "E09" }""",
        """{ "error": { "code": "E09" } }""",
        """{ "error": false, "code": "E09" }""",
        """{ "error": true, "code": 9 }""",
        """{ "error": true, "code": " " }""",
        """{ "error": true, "error_code": "E09" }""",
        """{ "status": "error" }""",
        """{ "status": "error", "code": "E09" }""",
        """{ "status": "error", "error_code": "" }""",
        """{ "status": "error", "error_code": "\t " }""",
        """{ "status": "error", "error_code": 4004 }""",
        """{ "status": "error", "error_code": true }""",
        """{ "status": "error", "error_code": ["access_denied"] }""",
        """{ "status": "error", "error_code": { "code": "x" } }""",
        """{ "status": "error", "error_info": { "code": {} } }""",
        """{ "status": "error", "error_info": { "code": "" } }""",
        """{ "status": "error", "error_info": [ { "code": "E09" } ] }""",
        """{ "status": "error", "error_info": "E09" }""",
        """{ "status": 400, "error_code": "E09" }""",
        """{ "status": null, "error_code": "E09" }""",
        """{ "status": true, "error_code": "E09" }""",
        """{ "error_code": "E09" }""",
        """{ "error_info": { "code": "UNAUTHORIZED" } }""",
        """{ "code": "E09" }""",
        """[ { "status": "error", "error_code": "E09" } ]""",
        """{ "Status": "error", "Error_Code": "E09" }""",
        """{ "status": "error", "error_code": "access_denied" """,
        """{ "status": "error", "error_code": "access_denied" } trailing""",
        """{ "response": { "status": "error", "error_code": "access_denied" } }""",
    ];
}
