package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.SseReader;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;
import org.llmops.router.wire.WireFormat;

/** The events of a message for a client that speaks the same format: they go on as they came. */
final class NativeStream extends SseReader {
    private static final String UNNAMED = "message";

    private final WireFormat format;
    private final ObjectNode usage = Json.object();
    private boolean done;

    NativeStream(WireFormat format) {
        this.format = format;
    }

    @Override
    protected List<AnswerBody> event(SseEvent event) throws IOException, StreamFailed {
        AnswerBody body = format.event(event.type().equals(UNNAMED) ? "" : event.type(), event.data());
        if (body.failed()) {
            throw new StreamFailed("The provider reported "
                    + Json.tree(body.bytes()).path("error").path("type").asText("an error"));
        }
        TokenUsage told = body.usage();
        if (told != null) {
            UsageSoFar.add(usage, Json.tree(Json.utf8(told.raw())));
        }
        done = body.event().equals("message_stop");
        return List.of(body);
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    @Override
    public Optional<TokenUsage> usage() {
        return usage.isEmpty() ? Optional.empty() : Optional.of(UsageReading.of(UsageFlavour.ANTHROPIC, usage));
    }
}
