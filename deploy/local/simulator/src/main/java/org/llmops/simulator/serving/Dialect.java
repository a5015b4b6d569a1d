package org.llmops.simulator.serving;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** How one provider tells its callers that something is wrong. */
public interface Dialect {

    /** Refuses a request without a key (any will do), or without another header that the API insists on. */
    void admit(HttpServerRequest request);

    /** The body of an error. */
    JsonObject error(Refusal refusal, String requestId);

    /** The event that ends a stream with an error. */
    Frame errorFrame(Refusal refusal, String requestId);

    /** The name of the header that carries the request's id. */
    String requestIdHeader();

    /** The error that a fault stands for. */
    Refusal refusal(Fault fault, Model model);

    /** The provider itself failed. */
    Refusal broken();

    /** The body is not a JSON object. */
    Refusal bodyUnreadable();

    /** The body has more bytes than allowed. */
    Refusal bodyTooLarge(long limitBytes);

    /** There is no such operation. */
    Refusal urlUnknown(String method, String path);

    /** There is no such model here. */
    Refusal modelUnknown(String model);

    /** A required field is absent. */
    Refusal missing(String path);

    /** A field has another type. */
    Refusal mistyped(String path, JsonType expected, @Nullable Object actual);

    /** A field's value is none that is allowed. */
    Refusal invalid(String path, String detail);

    /** The path of an array's element, in the notation of the API's error messages. */
    String element(String path, int index);
}
