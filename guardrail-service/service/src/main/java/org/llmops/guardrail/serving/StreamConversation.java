package org.llmops.guardrail.serving;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.redacting.Call;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.screening.Screened;
import org.llmops.guardrail.screening.Screening;
import org.llmops.guardrail.screening.Screening.OpenedScreen;
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
    private final ScreeningSettings settings;
    private final WorkspaceId workspace;
    private @Nullable Opened opened;

    StreamConversation(Screening screening, ScreeningSettings settings, WorkspaceId workspace) {
        this.screening = screening;
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
        if (opened != null) {
            throw invalid("The stream is open already");
        }
        Call call = ScreeningWire.call(workspace, open);
        return screening
                .open(call)
                .invoke(screen -> opened = new Opened(
                        open.getCallId(),
                        call,
                        screen,
                        new ScreenedStream(screen.screen(), settings.maxTexts(), settings.maxQuestions()),
                        new ShownTexts(screen.policies().look() ? settings.shownCharacters() : 0)))
                .onItem()
                .transformToMulti(screen -> Multi.createFrom().empty());
    }

    private Multi<ScreenStreamResponse> chunk(ScreenStreamChunk chunk) {
        Opened stream = opened();
        stream.shown.add(
                chunk.getChannel(), ScreeningWire.source(chunk.getSource(), stream.call.direction()), chunk.getText());
        Uni<StreamStep> step = Uni.createFrom()
                .item(() -> stream.texts.chunk(
                        chunk.getChannel(),
                        ScreeningWire.source(chunk.getSource(), stream.call.direction()),
                        chunk.getText(),
                        deadline(stream)));
        Uni<StreamStep> work = chunk.getText().length() < settings.offloadFrom()
                ? step
                : step.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        return work.map(List::of).onItem().transformToMulti(this::tell);
    }

    private Multi<ScreenStreamResponse> end(ScreenStreamEnd end) {
        Opened stream = opened();
        Uni<List<StreamStep>> steps = end.getChannel().isEmpty()
                ? stream.texts.end(deadline(stream))
                : stream.texts.end(end.getChannel(), deadline(stream)).map(List::of);
        return steps.onItem().transformToMulti(this::tell);
    }

    private Deadline deadline(Opened stream) {
        return Deadline.in(stream.screen.screen().deadline().orElse(settings.deadline()));
    }

    private Multi<ScreenStreamResponse> tell(List<StreamStep> steps) {
        Multi<ScreenStreamResponse> responses = opened().screen
                .screen()
                .settle()
                .onItem()
                .transformToMulti(settled -> Multi.createFrom().iterable(steps))
                .map(ScreeningWire::response);
        if (steps.getLast() instanceof StreamStep.Concluded concluded) {
            screening.concluded(screened(opened(), concluded));
            return responses.onCompletion().failWith(VerdictGiven::new);
        }
        return responses;
    }

    private static Screened screened(Opened stream, StreamStep.Concluded concluded) {
        return new Screened(
                stream.call.workspace(),
                stream.callId,
                stream.call.direction(),
                stream.call.attributes(),
                stream.shown.texts(),
                concluded.verdict(),
                concluded.findings(),
                concluded.directives(),
                concluded.unscanned(),
                stream.screen.screen().issued(),
                concluded.policy(),
                stream.screen.policies());
    }

    private Opened opened() {
        if (opened == null) {
            throw invalid("The first message opens the stream");
        }
        return opened;
    }

    /** A stream after its first message. */
    private record Opened(String callId, Call call, OpenedScreen screen, ScreenedStream texts, ShownTexts shown) {}

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
