package org.llmops.cost.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.hosts.AllowedHosts;

/**
 * Posts messages. An endpoint has so much time for everything, is followed nowhere else, is spoken to only where requests
 * may go, and is listened to no longer than it takes to say what went wrong.
 */
@Singleton
class Posting {
    private static final int MOST_BYTES = 4096;
    private static final int SHOWN_CHARACTERS = 500;
    private static final int MOST_DIGITS = 6;

    private final Vertx vertx;
    private final HttpClient client;
    private final AllowedHosts allowed;
    private final long sendTimeoutMs;

    Posting(Vertx vertx, DeliverySettings settings, AllowedHosts allowed) {
        this.vertx = vertx;
        this.allowed = allowed;
        this.sendTimeoutMs = settings.sendTimeout().toMillis();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) settings.connectTimeout().toMillis())
                        .setKeepAliveTimeout(30)
                        .setTcpNoDelay(true),
                // Endpoints' waiting lines are their own; how many wait is decided before.
                new PoolOptions().setHttp1MaxSize(settings.mostInFlight()));
    }

    /** Never fails. */
    Uni<Outcome> post(HttpPost post) {
        return Uni.createFrom().completionStage(() -> attempt(post).toCompletionStage());
    }

    private Future<Outcome> attempt(HttpPost post) {
        Promise<Outcome> outcome = Promise.promise();
        Future<HttpClientRequest> opened = client.request(options(post.url()));
        long timer = vertx.setTimer(
                sendTimeoutMs, late -> outcome.tryFail(new TimeoutException("after " + sendTimeoutMs + " ms")));
        opened.compose(request -> send(request, post)).onComplete(done -> {
            if (done.succeeded()) {
                outcome.tryComplete(done.result());
            } else {
                outcome.tryFail(done.cause());
            }
        });
        return outcome.future()
                // What is still open is given up, connection and all.
                .onFailure(failure -> opened.onSuccess(HttpClientRequest::reset))
                .onComplete(done -> vertx.cancelTimer(timer))
                .recover(failure -> Future.succeededFuture(Outcome.Failed.because(reason(failure))));
    }

    private static RequestOptions options(URI url) {
        boolean tls = "https".equals(url.getScheme());
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .putHeader("User-Agent", "llmops-cost-service")
                .putHeader("Content-Type", "application/json");
    }

    private Future<Outcome> send(HttpClientRequest request, HttpPost post) {
        if (!allowed.mayConnect(post.url().getHost(), request.connection().remoteAddress())) {
            return Future.succeededFuture(Outcome.Failed.because(
                    "The name leads to an inner address, where llmops.alerts.allowed-hosts lets nothing go"));
        }
        post.headers().forEach(request::putHeader);
        return request.send(Buffer.buffer(post.body()))
                .compose(response -> beginning(response).map(answer -> outcome(response, answer)));
    }

    /** As much as is shown; the rest is not waited for. */
    private static Future<String> beginning(HttpClientResponse response) {
        Promise<String> answer = Promise.promise();
        Buffer heard = Buffer.buffer();
        response.handler(piece -> {
            heard.appendBuffer(piece.slice(0, Math.min(piece.length(), MOST_BYTES - heard.length())));
            if (heard.length() >= MOST_BYTES) {
                answer.tryComplete(shown(heard));
                response.request().reset();
            }
        });
        response.endHandler(end -> answer.tryComplete(shown(heard)));
        response.exceptionHandler(answer::tryFail);
        return answer.future();
    }

    private static String shown(Buffer heard) {
        String text = heard.toString().replaceAll("\\p{Cntrl}", " ").strip();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }

    private static Outcome outcome(HttpClientResponse response, String answer) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Outcome.Taken(status, answer);
        }
        String reason = status >= 300 && status < 400
                ? "The endpoint answered with a redirect (" + status + "), which is not followed"
                : "The endpoint answered " + status;
        return new Outcome.Failed(status, reason, answer, retryAfter(response), status == 410);
    }

    /** Seconds only: who names a date is asked again when it suits us. */
    private static @Nullable Duration retryAfter(HttpClientResponse response) {
        String text = response.getHeader("Retry-After");
        boolean seconds = text != null
                && !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return seconds ? Duration.ofSeconds(Integer.parseInt(text)) : null;
    }

    /** In words of ours: a library's might quote the URL. */
    private static String reason(Throwable failure) {
        return switch (failure) {
            case TimeoutException late -> "The endpoint did not answer in time";
            case UnknownHostException unknown -> "The host's name leads nowhere";
            case ConnectException refused -> "The endpoint does not let anybody connect";
            case SSLException untrusted -> "The endpoint's certificate is not to be trusted, or it does not speak TLS";
            default -> "The connection failed (" + failure.getClass().getSimpleName() + ")";
        };
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
