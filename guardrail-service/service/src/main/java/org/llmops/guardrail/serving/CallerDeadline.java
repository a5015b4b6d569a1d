package org.llmops.guardrail.serving;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.redacting.Deadline;

/** Notes how long a gRPC client waits for its answer: the header {@code grpc-timeout} of the gRPC protocol over HTTP/2. */
@Singleton
@GlobalInterceptor
class CallerDeadline implements ServerInterceptor {
    private static final Metadata.Key<String> TIMEOUT =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<Deadline> BY = Context.keyWithDefault("caller-deadline", Deadline.NEVER);
    private static final int MAX_DIGITS = 8;
    private static final Duration AS_GOOD_AS_NEVER = Duration.ofDays(1);
    private static final Duration LONGEST_WAY = Duration.ofMillis(100);

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        return parse(headers.get(TIMEOUT))
                .filter(within -> within.compareTo(AS_GOOD_AS_NEVER) < 0)
                .map(within -> Contexts.interceptCall(
                        Context.current().withValue(BY, Deadline.in(lessTheWay(within))), call, headers, next))
                .orElseGet(() -> next.startCall(call, headers));
    }

    /** When the client of the current call needs an answer, counted from when it asked; never, when it does not say. */
    static Deadline current() {
        return BY.get();
    }

    /** An answer that starts when the client gives up comes too late: a tenth is left for the way, up to 100 ms. */
    static Duration lessTheWay(Duration within) {
        Duration tenth = within.dividedBy(10);
        return within.minus(tenth.compareTo(LONGEST_WAY) < 0 ? tenth : LONGEST_WAY);
    }

    /** One to eight digits and a unit; what is anything else is no deadline. */
    static Optional<Duration> parse(@Nullable String timeout) {
        if (timeout == null || timeout.length() < 2 || timeout.length() > MAX_DIGITS + 1) {
            return Optional.empty();
        }
        String digits = timeout.substring(0, timeout.length() - 1);
        if (!digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.empty();
        }
        long amount = Long.parseLong(digits);
        return switch (timeout.charAt(timeout.length() - 1)) {
            case 'H' -> Optional.of(Duration.of(amount, ChronoUnit.HOURS));
            case 'M' -> Optional.of(Duration.of(amount, ChronoUnit.MINUTES));
            case 'S' -> Optional.of(Duration.of(amount, ChronoUnit.SECONDS));
            case 'm' -> Optional.of(Duration.of(amount, ChronoUnit.MILLIS));
            case 'u' -> Optional.of(Duration.of(amount, ChronoUnit.MICROS));
            case 'n' -> Optional.of(Duration.of(amount, ChronoUnit.NANOS));
            default -> Optional.empty();
        };
    }
}
