package org.llmops.platform.problem;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Answers every failure of a gRPC call with the problem's code, and an ErrorInfo whose reason is its name. */
@ApplicationScoped
class GrpcProblems implements ExceptionHandlerProvider {
    /** The domain of every reason in an ErrorInfo. */
    static final String DOMAIN = "llmops";

    private static final Logger log = Logger.getLogger(GrpcProblems.class);

    @Override
    public <ReqT, RespT> ExceptionHandler<ReqT, RespT> createHandler(
            ServerCall.Listener<ReqT> listener, ServerCall<ReqT, RespT> call, Metadata metadata) {
        return new ExceptionHandler<>(listener, call, metadata) {
            @Override
            protected void handleException(Throwable failure, ServerCall<ReqT, RespT> failed, Metadata headers) {
                StatusRuntimeException status = asStatus(failure);
                Metadata trailers = status.getTrailers();
                failed.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
            }
        };
    }

    @Override
    public Throwable transform(Throwable failure) {
        return asStatus(failure);
    }

    private static StatusRuntimeException asStatus(Throwable failure) {
        return switch (failure) {
            case StatusRuntimeException status -> status;
            case StatusException status -> new StatusRuntimeException(status.getStatus(), status.getTrailers());
            case Problem problem -> withDetails(problem);
            case UnauthorizedException unauthorized -> unauthenticated();
            case AuthenticationFailedException failed -> unauthenticated();
            case ForbiddenException forbidden ->
                withDetails(RequestProblem.ROLE_MISSING.because("None of the caller's roles may do this"));
            default -> {
                log.error("Call failed", failure);
                yield withDetails(RequestProblem.INTERNAL.because("The failure is logged"));
            }
        };
    }

    private static StatusRuntimeException unauthenticated() {
        return withDetails(RequestProblem.UNAUTHENTICATED.because(
                "Send metadata 'authorization: Bearer <token>' with a token that is valid now"));
    }

    static StatusRuntimeException withDetails(Problem problem) {
        Status.Code code = problem.type().kind().grpcCode();
        var status = com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage(problem.detail())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(problem.type().name())
                        .setDomain(DOMAIN)
                        .build()));
        if (!problem.errors().isEmpty()) {
            var bad = BadRequest.newBuilder();
            problem.errors()
                    .forEach(error -> bad.addFieldViolationsBuilder()
                            .setField(error.field())
                            .setDescription(error.detail()));
            status.addDetails(Any.pack(bad.build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }
}
