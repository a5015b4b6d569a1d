package org.llmops.router.wire.completions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.wire.StreamVoice;

/** Chunks of ours among a provider's: they look like the last one it sent. */
final class CompletionsVoice implements StreamVoice {
    private @Nullable AnswerBody latest;

    @Override
    public void heard(AnswerBody event) {
        latest = event;
    }

    /** Chunks do not build on each other. */
    @Override
    public void saw(AnswerBody event) {}

    @Override
    public List<AnswerBody> late(Channel channel, String text) throws IOException {
        return chunk(channel.choice(), text, null);
    }

    @Override
    public List<AnswerBody> end(int choice, String word) throws IOException {
        return chunk(choice, "", word);
    }

    private List<AnswerBody> chunk(int choice, String text, @Nullable String word) throws IOException {
        AnswerBody like = latest;
        ObjectNode chunk =
                like == null ? Json.object().put("object", "text_completion") : (ObjectNode) Json.tree(like.bytes());
        chunk.remove(List.of("usage", "obfuscation"));
        chunk.putArray("choices")
                .addObject()
                .put("text", text)
                .put("index", choice)
                .putNull("logprobs")
                .put("finish_reason", word);
        return List.of(CompletionsAnswerScan.scan(Json.bytes(chunk)));
    }
}
