package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientOptions;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpcio.client.GrpcIoClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.v1.DetectRequest;
import org.llmops.guardrail.v1.DetectResponse;
import org.llmops.guardrail.v1.DetectorServiceGrpc;
import org.llmops.platform.hosts.AllowedHosts;

/** Asks a service that implements {@code DetectorService}, at an address that is allowed and for as long as is useful. */
@Singleton
class GrpcAsking {
    private final Vertx vertx;
    private final AllowedHosts allowed;
    private final GrpcIoClient clear;
    private final GrpcIoClient secure;

    GrpcAsking(Vertx vertx, CustomSettings settings) {
        this.vertx = vertx;
        this.allowed = AllowedHosts.of(settings.allowedHosts());
        this.clear = client(vertx, settings, false);
        this.secure = client(vertx, settings, true);
    }

    private static GrpcIoClient client(Vertx vertx, CustomSettings settings, boolean tls) {
        HttpClientOptions transport = new HttpClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setHttp2ClearTextUpgrade(false)
                .setTcpNoDelay(true)
                .setSsl(tls)
                .setUseAlpn(tls);
        return GrpcIoClient.client(
                vertx,
                new GrpcClientOptions().setTransportOptions(transport).setMaxMessageSize(settings.maxAnswerBytes()));
    }

    Uni<List<Match>> ask(Registered detector, Terms.Service service, Scene scene, String text, long timeoutMs) {
        DetectRequest question = DetectorWire.question(detector, scene, text);
        return Uni.createFrom()
                .completionStage(
                        () -> attempt(detector, service, question, timeoutMs).toCompletionStage())
                .map(answer -> DetectorWire.matches(new Told(detector, text), answer));
    }

    @SuppressWarnings("deprecation") // only Vert.x 5 has the successor
    private Future<DetectResponse> attempt(
            Registered detector, Terms.Service service, DetectRequest question, long timeoutMs) {
        URI url = service.url();
        boolean tls = url.getScheme().endsWith("s");
        Promise<DetectResponse> answer = Promise.promise();
        Future<GrpcClientRequest<DetectRequest, DetectResponse>> opened = (tls ? secure : clear)
                .request(
                        SocketAddress.inetSocketAddress(url.getPort(), url.getHost()),
                        DetectorServiceGrpc.getDetectMethod());
        long timer = vertx.setTimer(timeoutMs, late -> answer.tryFail(new Unanswered("There was no answer in time")));
        opened.compose(request -> send(request, detector, url.getHost(), question))
                .onSuccess(answer::tryComplete)
                .onFailure(failure -> answer.tryFail(told(failure)));
        return answer.future()
                .onFailure(failure -> opened.onSuccess(GrpcClientRequest::cancel))
                .onComplete(done -> vertx.cancelTimer(timer));
    }

    private Future<DetectResponse> send(
            GrpcClientRequest<DetectRequest, DetectResponse> request,
            Registered detector,
            String host,
            DetectRequest question) {
        if (!allowed.mayConnect(host, request.connection().remoteAddress())) {
            return Future.failedFuture(new Unanswered("The host's name leads to an inner address"));
        }
        String authorization = detector.credentials().authorization();
        if (authorization != null) {
            request.headers().set("authorization", authorization);
        }
        request.end(question);
        return request.response().compose(GrpcAsking::heard);
    }

    private static Future<DetectResponse> heard(GrpcClientResponse<DetectRequest, DetectResponse> response) {
        return response.last()
                .recover(failure -> Future.failedFuture(new Unanswered(
                        response.status() == null
                                ? "The connection broke off, or the answer cannot be read"
                                : "The answer's status is " + response.status())));
    }

    private static Unanswered told(Throwable failure) {
        return failure instanceof Unanswered ours
                ? ours
                : new Unanswered("The connection failed (" + failure.getClass().getSimpleName() + ")");
    }

    @PreDestroy
    void close() {
        clear.close();
        secure.close();
    }
}
