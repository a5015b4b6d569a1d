package org.llmops.router.surface;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.llmops.router.exchange.BoundedBody;
import org.llmops.router.exchange.Client;

/** A client that calls over HTTP. */
public final class OverHttp implements Client {
    private static final int MAX_DIGITS = 18;
    private static final long LINGER_MS = 1_000;

    private final RoutingContext http;
    private final HttpServerResponse response;
    private boolean bodyWanted;
    private boolean closing;

    public OverHttp(RoutingContext http) {
        this.http = http;
        this.response = http.response();
    }

    @Override
    public MultiMap headers() {
        return http.request().headers();
    }

    /** What is declared to be too large is not sent in vain: clients with much to say ask before they do. */
    @Override
    public Future<Buffer> body(long maxBytes) {
        HttpServerRequest request = http.request();
        if (declaredBytes(request) > maxBytes) {
            return Future.failedFuture(new BoundedBody.TooLarge(maxBytes));
        }
        bodyWanted = true;
        if (asksBeforeSending(request)) {
            response.writeContinue();
        }
        return BoundedBody.read(request, maxBytes);
    }

    /** -1: it is not said. Nobody declares a number of more digits. */
    private static long declaredBytes(HttpServerRequest request) {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return declared == null || declared.length() > MAX_DIGITS ? -1 : Long.parseLong(declared);
    }

    private static boolean asksBeforeSending(HttpServerRequest request) {
        return HttpHeaders.CONTINUE.toString().equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    @Override
    public void accompany(BaseAuthenticationRequest request) {
        HttpSecurityUtils.setRoutingContextAttribute(request, http);
    }

    /** HTTP/2 ends just the stream. */
    @Override
    public void closeAfterwards() {
        if (http.request().version() != HttpVersion.HTTP_2) {
            closing = true;
            response.putHeader("Connection", "close");
        }
    }

    @Override
    public void header(String name, String value) {
        response.putHeader(name, value);
    }

    @Override
    public void trailer(String name, String value) {
        response.putTrailer(name, value);
    }

    @Override
    public void status(int httpStatus) {
        response.setStatusCode(httpStatus);
    }

    @Override
    public int status() {
        return response.getStatusCode();
    }

    @Override
    public boolean isBegun() {
        return response.headWritten();
    }

    @Override
    public boolean isOver() {
        return response.ended();
    }

    @Override
    public void write(Buffer piece) {
        if (!response.headWritten()) {
            response.setChunked(true);
        }
        response.write(piece);
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void onDrained(Runnable caughtUp) {
        response.drainHandler(drained -> caughtUp.run());
    }

    /** A client that waits to be asked for its body may send it or not: what comes next on the connection is unknown. */
    @Override
    public void end(Buffer last) {
        if (!bodyWanted && !response.headWritten() && asksBeforeSending(http.request())) {
            closeAfterwards();
        }
        response.end(last);
        if (closing && !http.request().isEnded()) {
            linger(http.request());
        }
    }

    /** What a client still sends is thrown away: closed on before it is done, it might never read why. */
    private void linger(HttpServerRequest request) {
        request.handler(rest -> {});
        request.resume();
        http.vertx().setTimer(LINGER_MS, over -> request.connection().close());
    }

    @Override
    public void reset() {
        response.reset();
    }
}
