package org.llmops.guardrail.custom;

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
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * Posts questions and hears the answers, up to a size. Whoever is asked has so much time for everything, is followed
 * nowhere else, and is spoken to only at an address that is allowed.
 */
@Singleton
class Posting {
    private final Vertx vertx;
    private final HttpClient client;
    private final int maxAnswerBytes;

    Posting(Vertx vertx, CustomSettings settings) {
        this.vertx = vertx;
        this.maxAnswerBytes = settings.maxAnswerBytes();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) settings.connectTimeout().toMillis())
                        .setKeepAliveTimeout(30)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(settings.maxInFlight()));
    }

    /**
     * The body of an answer with status 200. Fails with {@link Unanswered}.
     *
     * @param mayAsk whether to speak to who is at the other end of the connection
     */
    Uni<Buffer> post(HttpPost post, Predicate<SocketAddress> mayAsk) {
        return Uni.createFrom().completionStage(() -> attempt(post, mayAsk).toCompletionStage());
    }

    private Future<Buffer> attempt(HttpPost post, Predicate<SocketAddress> mayAsk) {
        Promise<Buffer> answer = Promise.promise();
        Future<HttpClientRequest> opened = client.request(options(post));
        long timer = vertx.setTimer(post.timeoutMs(), late -> answer.tryFail(new TimeoutException()));
        opened.compose(request -> send(request, post, mayAsk)).onComplete(done -> {
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future()
                // What is still open is given up, connection and all.
                .onFailure(failure -> opened.onSuccess(HttpClientRequest::reset))
                .onComplete(done -> vertx.cancelTimer(timer))
                .recover(failure -> Future.failedFuture(told(failure)));
    }

    private static RequestOptions options(HttpPost post) {
        URI url = post.url();
        boolean tls = "https".equals(url.getScheme());
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(url.getRawPath().isEmpty() ? "/" : url.getRawPath())
                .setFollowRedirects(false)
                .putHeader("User-Agent", "llmops-guardrail-service")
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json");
    }

    private Future<Buffer> send(HttpClientRequest request, HttpPost post, Predicate<SocketAddress> mayAsk) {
        SocketAddress remote = request.connection().remoteAddress();
        if (remote == null || !mayAsk.test(remote)) {
            return Future.failedFuture(new Unanswered("The host's name leads to an inner address"));
        }
        post.headers().forEach(request::putHeader);
        return request.send(Buffer.buffer(post.body()))
                .compose(response -> response.statusCode() == 200
                        ? whole(response)
                        : Future.failedFuture(new Unanswered("The answer's status is " + response.statusCode())));
    }

    private Future<Buffer> whole(HttpClientResponse response) {
        Promise<Buffer> answer = Promise.promise();
        Buffer heard = Buffer.buffer();
        response.handler(piece -> {
            if (heard.length() + piece.length() > maxAnswerBytes) {
                answer.tryFail(new Unanswered("The answer is longer than " + maxAnswerBytes + " bytes"));
            } else {
                heard.appendBuffer(piece);
            }
        });
        response.endHandler(end -> answer.tryComplete(heard));
        response.exceptionHandler(answer::tryFail);
        return answer.future();
    }

    /** In words of ours: a library's might quote. */
    private static Unanswered told(Throwable failure) {
        return switch (failure) {
            case Unanswered ours -> ours;
            case TimeoutException late -> new Unanswered("There was no answer in time");
            case UnknownHostException unknown -> new Unanswered("The host's name leads nowhere");
            case ConnectException refused -> new Unanswered("The host does not let anybody connect");
            case SSLException untrusted -> new Unanswered("The host's certificate is not to be trusted");
            default ->
                new Unanswered("The connection failed (" + failure.getClass().getSimpleName() + ")");
        };
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
