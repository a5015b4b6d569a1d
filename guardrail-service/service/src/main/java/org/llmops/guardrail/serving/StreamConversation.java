package org.llmops.guardrail.serving;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.screening.Screening;
import org.llmops.guardrail.screening.ScreeningMetrics;
import org.llmops.guardrail.screening.ScreeningSettings;
import org.llmops.guardrail.streaming.ScreenedStream;
import org.llmops.guardrail.streaming.StreamStep;
import org.llmops.guardrail.v1.ScreenStreamChunk;
import org.llmops.guardrail.v1.ScreenStreamEnd;
import org.llmops.guardrail.v1.ScreenStreamOpen;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.platform.identity.WorkspaceId;

/** Holds one client to the order of a stream's messages, and tells its answers. Asked for one message at a time. */
final class StreamConversation {
    private final Screening screening;
    private final ScreeningMetrics metrics;
    private final ScreeningSettings settings;
    private final WorkspaceId workspace;
    private Direction direction = Direction.INPUT;
    private @Nullable ScreenedStream stream;

    StreamConversation(
            Screening screening, ScreeningMetrics metrics, ScreeningSettings settings, WorkspaceId workspace) {
        this.screening = screening;
        this.metrics = metrics;
        this.settings = settings;
        this.workspace = workspace;
    }

    /** Ends with the verdict, whether or not the client has more to say. */
    Multi<ScreenStreamResponse> answer(Multi<ScreenStreamRequest> requests) {
        return requests.onItem()
                .transformToMultiAndConcatenate(this::answer)
                .onCompletion()
                .invoke(this::refuseSilentEnd)
                .onFailure(VerdictGiven.class)
                .recoverWithCompletion();
    }

    private Multi<ScreenStreamResponse> answer(ScreenStreamRequest request) {
        return switch (request.getMessageCase()) {
            case OPEN -> open(request.getOpen());
            case CHUNK -> chunk(request.getChunk());
            case END -> end(request.getEnd());
            case MESSAGE_NOT_SET -> throw invalid("A message says what it is: open, chunk or end");
        };
    }

    private Multi<ScreenStreamResponse> open(ScreenStreamOpen open) {
        if (stream != null) {
            throw invalid("The stream is open already");
        }
        direction = ScreeningWire.direction(open.getDirection());
        return screening
                .open(workspace, direction, ScreeningWire.replacements(open.getReplacementsList()))
                .invoke(call -> stream = new ScreenedStream(call, settings.maxTexts()))
                .onItem()
                .transformToMulti(call -> Multi.createFrom().empty());
    }

    private Multi<ScreenStreamResponse> chunk(ScreenStreamChunk chunk) {
        ScreenedStream opened = opened();
        Uni<StreamStep> step = Uni.createFrom().item(() -> opened.chunk(chunk.getChannel(), chunk.getText()));
        Uni<StreamStep> work = chunk.getText().length() < settings.offloadFrom()
                ? step
                : step.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        return work.map(List::of).onItem().transformToMulti(this::tell);
    }

    private Multi<ScreenStreamResponse> end(ScreenStreamEnd end) {
        ScreenedStream opened = opened();
        return tell(end.getChannel().isEmpty() ? opened.end() : List.of(opened.end(end.getChannel())));
    }

    private Multi<ScreenStreamResponse> tell(List<StreamStep> steps) {
        Multi<ScreenStreamResponse> responses =
                Multi.createFrom().iterable(steps).map(ScreeningWire::response);
        if (steps.getLast() instanceof StreamStep.Concluded concluded) {
            metrics.count(direction, concluded.verdict(), concluded.findings());
            return responses.onCompletion().failWith(VerdictGiven::new);
        }
        return responses;
    }

    private ScreenedStream opened() {
        if (stream == null) {
            throw invalid("The first message opens the stream");
        }
        return stream;
    }

    /** What is still held back may be half of something: without an end it cannot be released. */
    private void refuseSilentEnd() {
        throw invalid("The stream was closed before its end: what was held back is not released");
    }

    private static RuntimeException invalid(String detail) {
        return GuardrailProblem.STREAM_INVALID.because(detail);
    }

    /** Stops listening to the client; never leaves this class. */
    private static final class VerdictGiven extends RuntimeException {
        private static final long serialVersionUID = 1L;

        VerdictGiven() {
            super(null, null, false, false);
        }
    }
}
