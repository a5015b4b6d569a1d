package org.llmops.platform.problem;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcService;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import java.io.InputStream;

/**
 * Lets messages be read inside of their call, so that bytes that are none end it with an answer. The server itself reads
 * before the call sees anything, and drops what it cannot read: a stream would wait for its answer for ever.
 */
@Decorator
@Priority(1)
abstract class GrpcMessages implements BindableService {
    private final BindableService service;

    GrpcMessages(@Delegate @GrpcService BindableService service) {
        this.service = service;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerInterceptors.intercept(
                ServerInterceptors.useMarshalledMessages(service.bindService(), Unread.BYTES), new Refusing());
    }

    private enum Unread implements Marshaller<InputStream> {
        BYTES;

        @Override
        public InputStream stream(InputStream message) {
            return message;
        }

        @Override
        public InputStream parse(InputStream bytes) {
            return bytes;
        }
    }

    private static final class Refusing implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> handler) {
            Answering<Q, A> answering = new Answering<>(call);
            return new SimpleForwardingServerCallListener<>(handler.startCall(answering, headers)) {
                @Override
                public void onMessage(Q message) {
                    if (answering.isRefused) {
                        return;
                    }
                    try {
                        super.onMessage(message);
                    } catch (StatusRuntimeException e) {
                        if (!(e.getCause() instanceof InvalidProtocolBufferException broken)) {
                            throw e;
                        }
                        answering.refuse(broken);
                        super.onCancel();
                    }
                }

                @Override
                public void onHalfClose() {
                    if (!answering.isRefused) {
                        super.onHalfClose();
                    }
                }
            };
        }
    }

    /** Says nothing more once it refused. */
    private static final class Answering<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private volatile boolean isRefused;

        Answering(ServerCall<Q, A> call) {
            super(call);
        }

        void refuse(InvalidProtocolBufferException broken) {
            isRefused = true;
            StatusRuntimeException problem = GrpcProblems.withDetails(RequestProblem.BODY_MALFORMED.because(
                    "Send a message of the method's type, with texts in UTF-8: " + broken.getMessage()));
            super.close(problem.getStatus(), problem.getTrailers());
        }

        @Override
        public void sendMessage(A message) {
            if (!isRefused) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!isRefused) {
                super.close(status, trailers);
            }
        }
    }
}
