package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.SseReader;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.call.hub.Chunks;
import org.llmops.router.sse.SseEvent;

/** Pieces of an answer of streamGenerateContent as chat completion chunks. The stream has no last event: it just ends. */
final class GenerateStream extends SseReader {
    private final Chunks chunks = new Chunks("");
    private final Map<Integer, Candidate> candidates = new HashMap<>();
    private final List<AnswerBody> said = new ArrayList<>();
    private @Nullable TokenUsage usage;

    @Override
    protected List<AnswerBody> event(SseEvent event) throws IOException, StreamFailed {
        JsonNode piece = Json.tree(event.data());
        if (piece.path("error").isObject()) {
            throw new StreamFailed("The provider reported "
                    + piece.path("error").path("status").asText("an error"));
        }
        said.clear();
        chunks.head(
                piece.path("responseId").asText(""), piece.path("modelVersion").asText(""));
        TokenUsage told = GenerateAnswer.usage(piece);
        usage = told != null ? told : usage;
        if (GenerateAnswer.isBlocked(piece) && piece.path("candidates").isEmpty()) {
            candidate(0).finish("SAFETY");
        }
        int position = 0;
        for (JsonNode json : piece.path("candidates")) {
            candidate(json.path("index").asInt(position)).add(json);
            position++;
        }
        return List.copyOf(said);
    }

    private Candidate candidate(int index) throws IOException {
        Candidate known = candidates.get(index);
        if (known == null) {
            known = new Candidate(index);
            candidates.put(index, known);
            said.add(chunks.opening(index));
        }
        return known;
    }

    @Override
    public List<AnswerBody> end() throws IOException {
        return usage == null ? List.of() : List.of(chunks.usage(usage));
    }

    /** Never by itself: the response's end is the stream's. */
    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /** One of the answers that come side by side. */
    private final class Candidate {
        private final int index;
        private int calls;
        private boolean finished;

        private Candidate(int index) {
            this.index = index;
        }

        private void add(JsonNode candidate) throws IOException {
            JsonNode logprobs = candidate.path("logprobsResult");
            for (JsonNode part : candidate.path("content").path("parts")) {
                part(part);
            }
            if (logprobs.isObject()) {
                said.add(chunks.delta(index, delta -> {}, Logprobs.of(logprobs)));
            }
            if (candidate.hasNonNull("finishReason")) {
                finish(candidate.path("finishReason").asText());
            }
        }

        private void part(JsonNode part) throws IOException {
            String text = part.path("text").asText("");
            String signature = part.path("thoughtSignature").asText("");
            boolean thought = part.path("thought").asBoolean();
            if (!text.isEmpty()) {
                said.add(thought ? chunks.reasoning(index, text) : chunks.text(index, text));
            }
            if (!signature.isEmpty()) {
                said.add(chunks.thinkingBlock(index, Signatures.block(thought ? text : "", signature)));
            }
            if (part.path("functionCall").isObject()) {
                call(part.path("functionCall"), signature);
            }
            if (part.path("inlineData").isObject() && !thought) {
                said.add(chunks.delta(index, delta -> GenerateAnswer.image(delta, part.path("inlineData"))));
            }
        }

        /** Google tells calls in one piece. */
        private void call(JsonNode call, String signature) throws IOException {
            said.add(chunks.call(
                    index,
                    calls++,
                    call.path("id").asText(""),
                    call.path("name").asText(),
                    GenerateAnswer.arguments(call),
                    (ObjectNode told) -> Signatures.attach(told, signature)));
        }

        private void finish(String reason) throws IOException {
            if (!finished) {
                finished = true;
                said.add(chunks.finish(index, FinishReasons.of(reason, calls > 0)));
            }
        }
    }
}
