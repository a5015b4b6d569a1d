package org.llmops.simulator.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that is an error, as the API words it. */
public final class Refusal extends RuntimeException {

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;
    private final Map<String, String> headers;

    /**
     * @param type what the API calls this kind of error
     * @param param the parameter at fault, where the API names it
     * @param code the finer kind, where the API has one
     */
    public Refusal(int status, String type, String message, @Nullable String param, @Nullable String code) {
        this(status, type, message, param, code, Map.of());
    }

    private Refusal(
            int status,
            String type,
            String message,
            @Nullable String param,
            @Nullable String code,
            Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
        this.headers = headers;
    }

    /** The same refusal with these response headers. */
    public Refusal with(Map<String, String> headers) {
        return new Refusal(status, type, message(), param, code, headers);
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public @Nullable String param() {
        return param;
    }

    public @Nullable String code() {
        return code;
    }

    Map<String, String> headers() {
        return headers;
    }
}
