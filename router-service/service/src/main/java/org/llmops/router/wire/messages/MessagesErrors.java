package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;
import org.llmops.router.refusal.FaultDomain;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;

/** Errors in Anthropic's shape. */
final class MessagesErrors {
    private MessagesErrors() {}

    /** A provider's own bytes when it speaks this format, else the same said anew. */
    static byte[] json(Refusal refusal, String surface, String callId) {
        ProviderError provider = refusal.provider();
        if (provider != null && provider.surface().equals(surface)) {
            return provider.body();
        }
        ObjectNode document = Json.object().put("type", "error");
        document.putObject("error").put("type", type(refusal)).put("message", message(refusal));
        return Json.bytes(document.put("request_id", callId));
    }

    /** There is no member of its own for what is to blame. */
    private static String message(Refusal refusal) {
        String param = refusal.param();
        return param == null || refusal.message().contains(param)
                ? refusal.message()
                : param + ": " + refusal.message();
    }

    static String type(Refusal refusal) {
        if (refusal.reason() == RefusalReason.BUDGET_EXHAUSTED) {
            return "billing_error";
        }
        return switch (refusal.httpStatus()) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 503, 529 -> refusal.reason().domain() == FaultDomain.PROVIDER ? "overloaded_error" : "api_error";
            default -> refusal.httpStatus() >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
