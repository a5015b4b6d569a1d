package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;

/** Asks a detector in its own language. */
@ApplicationScoped
class Asking {
    private final HttpAsking http;
    private final GrpcAsking grpc;
    private final JudgeAsking judge;

    Asking(HttpAsking http, GrpcAsking grpc, JudgeAsking judge) {
        this.http = http;
        this.grpc = grpc;
        this.judge = judge;
    }

    /** Fails with {@link Unanswered}, or with whatever went wrong on the way. */
    Uni<List<Match>> ask(Registered detector, Scene scene, String text, Duration within) {
        Terms terms = detector.terms();
        if (text.codePointCount(0, text.length()) > terms.maxText()) {
            return Uni.createFrom()
                    .failure(new Unanswered("The text is longer than custom detector '" + detector.name() + "' takes"));
        }
        long timeoutMs = Math.max(1, Math.min(within.toMillis(), terms.timeoutMs()));
        return switch (terms) {
            case Terms.Judge rubric -> judge.ask(detector, rubric, scene, text, timeoutMs);
            case Terms.Service service
            when service.kind() == Kind.GRPC -> grpc.ask(detector, service, scene, text, timeoutMs);
            case Terms.Service service -> http.ask(detector, service, scene, text, timeoutMs);
        };
    }
}
