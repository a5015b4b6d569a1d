package org.llmops.router.surface;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.RequestBody;
import org.llmops.router.exchange.BoundedBody;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.refusal.RefusalReason;

/** Reads the request's body, and finds in it what the router must know. */
@Singleton
public class Receive implements Stage {
    /** Beyond four times as much, the HTTP server itself refuses, and nobody's words are at hand. */
    private static final int MAX_HEADERS_LENGTH = 16 << 10;

    private static final String METADATA_HEADER = "x-llmops-metadata-";
    private static final int MAX_METADATA = 32;
    private static final int MAX_METADATA_LENGTH = 512;

    private final long maxBytes;

    Receive(SurfaceSettings settings) {
        this.maxBytes = settings.maxBody().asLongValue();
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        if (length(exchange.headers()) > MAX_HEADERS_LENGTH) {
            return Progress.refused(RefusalReason.HEADERS_TOO_LARGE.because(
                    "The headers of your request hold more than " + MAX_HEADERS_LENGTH + " characters."));
        }
        String encoding = exchange.headers().get("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Progress.refused(RefusalReason.MEDIA_TYPE_UNSUPPORTED.at(
                    "Content-Encoding", "Send the body uncompressed, without the header Content-Encoding."));
        }
        return exchange.client()
                .body(maxBytes)
                .transform(read -> read.succeeded() ? scan(exchange, read.result()) : unread(exchange, read.cause()));
    }

    private static long length(MultiMap headers) {
        long length = 0;
        for (Map.Entry<String, String> header : headers) {
            length += header.getKey().length() + header.getValue().length();
        }
        return length;
    }

    private Future<Progress> unread(Exchange exchange, Throwable failure) {
        if (failure instanceof BoundedBody.TooLarge) {
            // The rest of the body stays unread.
            exchange.client().closeAfterwards();
            return Progress.refused(
                    RefusalReason.BODY_TOO_LARGE.because("The request is larger than " + maxBytes + " bytes."));
        }
        exchange.markClientGone();
        return Progress.refused(RefusalReason.CLIENT_GONE.because("The request broke off."));
    }

    private static Future<Progress> scan(Exchange exchange, Buffer bytes) {
        try {
            RequestBody body = exchange.format().request(bytes.getBytes());
            exchange.body(body);
            describe(exchange, body);
            String input = exchange.format().input();
            return input.isEmpty()
                            || body.given(input).isPresent()
                            || exchange.format().prompt(body).isPresent()
                    ? Progress.ONWARD
                    : Progress.refused(
                            RefusalReason.PARAMETER_MISSING.at(input, "Missing required parameter: '" + input + "'."));
        } catch (BodyMalformed malformed) {
            return Progress.refused(RefusalReason.REQUEST_INVALID.at(malformed.param(), malformed.explanation()));
        }
    }

    private static void describe(Exchange exchange, RequestBody body) {
        exchange.story().setStreamed(exchange.streamed());
        if (body.endUser() != null) {
            exchange.story().getCallerBuilder().setEndUser(body.endUser());
        }
        body.metadata().forEach((key, value) -> attach(exchange, key, value));
        for (Map.Entry<String, String> header : exchange.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(METADATA_HEADER)) {
                attach(exchange, name.substring(METADATA_HEADER.length()), header.getValue());
            }
        }
    }

    private static void attach(Exchange exchange, String key, String value) {
        if (exchange.story().getMetadataCount() < MAX_METADATA && key.length() <= MAX_METADATA_LENGTH) {
            exchange.story().putMetadata(key, value.substring(0, Math.min(value.length(), MAX_METADATA_LENGTH)));
        }
    }
}
