package org.llmops.router.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import org.llmops.router.body.Json;

/** Errors of the HTTP API as gRPC statuses. */
public final class RpcErrors {
    private static final String DOMAIN = "llmops";

    private RpcErrors() {}

    /** The request makes no sense already as a message. */
    public static StatusRuntimeException invalid(String field, String message) {
        return status(Code.INVALID_ARGUMENT, "invalid_request_error", field, message);
    }

    static StatusRuntimeException of(int httpStatus, byte[] json) {
        JsonNode error = error(json);
        String code = error.path("code").asText("");
        return status(
                code(httpStatus),
                code.isEmpty() || code.equals("null") ? error.path("type").asText("error") : code,
                error.path("param").asText(""),
                error.path("message").asText("The call failed."));
    }

    static StatusRuntimeException brokenOff() {
        return status(Code.ABORTED, "broken_off", "", "The answer broke off.");
    }

    private static StatusRuntimeException status(Code code, String reason, String field, String message) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN);
        if (!field.isEmpty() && !field.equals("null")) {
            info.putMetadata("field", field);
        }
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(info.build()))
                .build());
    }

    private static JsonNode error(byte[] json) {
        try {
            return Json.tree(json).path("error");
        } catch (IOException notJson) {
            return Json.object();
        }
    }

    private static Code code(int httpStatus) {
        return switch (httpStatus) {
            case 400, 413, 415, 422, 431 -> Code.INVALID_ARGUMENT;
            case 401 -> Code.UNAUTHENTICATED;
            case 403 -> Code.PERMISSION_DENIED;
            case 404 -> Code.NOT_FOUND;
            case 408, 504 -> Code.DEADLINE_EXCEEDED;
            case 409 -> Code.ABORTED;
            case 429 -> Code.RESOURCE_EXHAUSTED;
            case 499 -> Code.CANCELLED;
            case 500 -> Code.INTERNAL;
            default -> httpStatus < 500 ? Code.FAILED_PRECONDITION : Code.UNAVAILABLE;
        };
    }
}
