package org.llmops.eval;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.platform.identity.PresentedKey;
import org.llmops.router.v1.FindKeyRequest;
import org.llmops.router.v1.FindKeyResponse;
import org.llmops.router.v1.KeyServiceGrpc;

/**
 * A router that knows a few keys of acme, all with the secret `secret`. What it does with a key is in the key's public id:
 * `live…` of the app checkout, `other…` of the app billing, `globex…` of another workspace, `revoked…`, `expired…`, `fading…`
 * is revoked after it was asked for once, `away…` fails, anything else is unknown.
 */
public final class FakeRouter implements QuarkusTestResourceLifecycleManager {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER);

    private Server server;

    @Override
    public Map<String, String> start() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(ServerInterceptors.intercept(new Keys(), new TokenRequired()))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("The fake router does not start", e);
        }
        // A Quarkus test would otherwise ask the service under test itself.
        return Map.of(
                "quarkus.grpc.clients.router-service.host",
                "127.0.0.1",
                "quarkus.grpc.clients.router-service.test-port",
                String.valueOf(server.getPort()));
    }

    @Override
    public void stop() {
        server.shutdownNow();
    }

    private static final class Keys extends KeyServiceGrpc.KeyServiceImplBase {
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        @Override
        public void findKey(FindKeyRequest request, StreamObserver<FindKeyResponse> answer) {
            String id = request.getPublicId();
            FindKeyResponse.Builder key = FindKeyResponse.newBuilder()
                    .setSecretSha256(ByteString.copyFrom(PresentedKey.sha256("secret")))
                    .setWorkspace(id.startsWith("globex") ? "globex" : "acme")
                    .setApp(id.startsWith("other") ? "billing" : "checkout")
                    .setRevoked(id.startsWith("revoked") || id.startsWith("fading") && !asked.add(id));
            if (id.startsWith("expired")) {
                key.setExpiresAt(TestCalls.timestamp(Instant.parse("2020-01-01T00:00:00Z")));
            }
            if (id.startsWith("away")) {
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
            } else if (id.startsWith("unknown")) {
                answer.onError(Status.NOT_FOUND.asRuntimeException());
            } else {
                answer.onNext(key.build());
                answer.onCompleted();
            }
        }
    }

    /** As the real one: only services may ask. */
    private static final class TokenRequired implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String authorization = headers.get(AUTHORIZATION);
            if (authorization == null || !authorization.startsWith("Bearer ey")) {
                call.close(Status.UNAUTHENTICATED, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }
}
