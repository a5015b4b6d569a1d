package org.llmops.guardrail;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.llmops.guardrail.v1.CallToScreen;
import org.llmops.guardrail.v1.GuardrailServiceGrpc;
import org.llmops.guardrail.v1.GuardrailServiceGrpc.GuardrailServiceBlockingStub;
import org.llmops.guardrail.v1.GuardrailServiceGrpc.GuardrailServiceStub;
import org.llmops.guardrail.v1.ScreenCallsRequest;
import org.llmops.guardrail.v1.ScreenCallsResponse;
import org.llmops.guardrail.v1.ScreenedCall;
import org.llmops.platform.testkit.TestTokens;

/** The service's gRPC API on its HTTP port, as a client in any language sees it. */
final class GuardrailClient implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> WORKSPACE =
            Metadata.Key.of("x-workspace", Metadata.ASCII_STRING_MARSHALLER);

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private final ManagedChannel channel = Grpc.newChannelBuilder(
                    "localhost:" + RestAssured.port, InsecureChannelCredentials.create())
            .build();

    GuardrailServiceBlockingStub asRouterFor(String workspace) {
        return as(GuardrailServiceGrpc.newBlockingStub(channel), TestTokens.service("router-service"), workspace);
    }

    GuardrailServiceBlockingStub asUser(String user) {
        return as(GuardrailServiceGrpc.newBlockingStub(channel), TestTokens.user(user), "acme");
    }

    GuardrailServiceBlockingStub asNobody() {
        return GuardrailServiceGrpc.newBlockingStub(channel);
    }

    /** Sends bytes as they are, whether or not they are a request. */
    void screenBytes(String workspace, byte[] request) {
        ClientCalls.blockingUnaryCall(
                attached(workspace), bytes(GuardrailServiceGrpc.getScreenMethod()), CallOptions.DEFAULT, request);
    }

    /** The same in a stream that stays open: completes, with the failure if it ends with one, when the service ends it. */
    CompletableFuture<Void> streamBytes(String workspace, byte[]... messages) {
        Answers<byte[]> answers = new Answers<>();
        StreamObserver<byte[]> requests = ClientCalls.asyncBidiStreamingCall(
                attached(workspace).newCall(bytes(GuardrailServiceGrpc.getScreenStreamMethod()), CallOptions.DEFAULT),
                answers);
        List.of(messages).forEach(requests::onNext);
        return answers.end.orTimeout(20, TimeUnit.SECONDS);
    }

    private Channel attached(String workspace) {
        return ClientInterceptors.intercept(
                channel,
                MetadataUtils.newAttachHeadersInterceptor(headers(TestTokens.service("router-service"), workspace)));
    }

    private static MethodDescriptor<byte[], byte[]> bytes(MethodDescriptor<?, ?> method) {
        return method.toBuilder(BYTES, BYTES).build();
    }

    Stream stream(String workspace) {
        GuardrailServiceStub stub =
                as(GuardrailServiceGrpc.newStub(channel), TestTokens.service("router-service"), workspace);
        return new Stream(stub);
    }

    /** One message on a stream of many calls, of a service that names no workspace for all of them. */
    List<ScreenedCall> screenCalls(CallToScreen... calls) {
        return screenCalls(TestTokens.service("router-service"), calls);
    }

    /** Sorted by number, when all have ended. */
    List<ScreenedCall> screenCalls(String token, CallToScreen... calls) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        GuardrailServiceStub stub = GuardrailServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        Answers<ScreenCallsResponse> answers = new Answers<>();
        StreamObserver<ScreenCallsRequest> requests = stub.screenCalls(answers);
        requests.onNext(
                ScreenCallsRequest.newBuilder().addAllCalls(List.of(calls)).build());
        requests.onCompleted();
        answers.end.orTimeout(20, TimeUnit.SECONDS).join();
        return answers.all.stream()
                .map(ScreenCallsResponse::getCallsList)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(ScreenedCall::getNumber))
                .toList();
    }

    private static <S extends AbstractStub<S>> S as(S stub, String token, String workspace) {
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(token, workspace)));
    }

    private static Metadata headers(String token, String workspace) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        headers.put(WORKSPACE, workspace);
        return headers;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** All that a stream answers, and how it ends. */
    private static final class Answers<T> implements StreamObserver<T> {
        private final List<T> all = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public void onNext(T answer) {
            all.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            end.complete(null);
        }
    }
}
