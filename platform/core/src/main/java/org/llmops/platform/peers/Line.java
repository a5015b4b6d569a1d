package org.llmops.platform.peers;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpcio.client.GrpcIoClient;
import java.util.Optional;

/** How every call to one peer begins: at its address, and with this service's token. */
record Line(SocketAddress address, ServiceToken token) {
    static final String WORKSPACE = "x-workspace";
    static final Status BROKEN = Status.UNAVAILABLE.withDescription("The connection broke off");

    /**
     * Begins a call; to be called on the given context.
     *
     * @return fails with a {@link io.grpc.StatusRuntimeException} when there is no token or no connection
     */
    <Q, A> Future<GrpcClientRequest<Q, A>> begin(
            ContextInternal here, GrpcIoClient client, MethodDescriptor<Q, A> method) {
        Optional<String> authorization = token.atHand();
        return authorization.isPresent()
                ? begin(client, method, authorization.get())
                : fetched(here).compose(header -> begin(client, method, header));
    }

    @SuppressWarnings("deprecation") // only Vert.x 5 has the successor
    private <Q, A> Future<GrpcClientRequest<Q, A>> begin(
            GrpcIoClient client, MethodDescriptor<Q, A> method, String authorization) {
        return client.request(address, method).transform(connected -> {
            if (connected.failed()) {
                return failed(Status.UNAVAILABLE.withDescription("No connection"), connected.cause());
            }
            connected.result().headers().set("authorization", authorization);
            return Future.succeededFuture(connected.result());
        });
    }

    private Future<String> fetched(ContextInternal here) {
        Promise<String> fetched = here.promise();
        token.authorization()
                .subscribe()
                .with(
                        header -> here.runOnContext(there -> fetched.complete(header)),
                        failure -> fetched.fail(Status.UNAVAILABLE
                                .withDescription("Keycloak gave no token for this service")
                                .withCause(failure)
                                .asRuntimeException()));
        return fetched.future();
    }

    private static <T> Future<T> failed(Status status, Throwable cause) {
        return Future.failedFuture(status.withCause(cause).asRuntimeException());
    }

    /** What the peer said at the end of a call; nothing, when it fell silent. */
    static Status status(GrpcClientResponse<?, ?> response) {
        GrpcStatus status = response.status();
        return status == null ? BROKEN : Status.fromCodeValue(status.code).withDescription(response.statusMessage());
    }
}
