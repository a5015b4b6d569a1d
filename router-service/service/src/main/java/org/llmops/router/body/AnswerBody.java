package org.llmops.router.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer in OpenAI's shape, or one chunk of a streamed one, with the places of what the router must know.
 *
 * @param bytes the JSON; nobody may write to it
 * @param texts pieces of text, in order
 * @param finishes choices that are complete with this
 * @param logprobs token by token copies of the text
 * @param usage what it took; null when not told here
 * @param choices how many choices are mentioned
 * @param calls names of called tools are mentioned
 * @param failed it is an error
 */
public record AnswerBody(
        byte[] bytes,
        List<AnswerText> texts,
        List<Finish> finishes,
        List<Span> logprobs,
        @Nullable Span usage,
        int choices,
        boolean calls,
        boolean failed) {

    /** Reads an answer or a chunk; fails when it is not a JSON object. */
    public static AnswerBody scan(byte[] bytes) throws IOException {
        return AnswerScan.scan(bytes);
    }

    /** What one of the texts says. */
    public String text(AnswerText text) {
        return Json.text(bytes, text.span().start(), text.span().end());
    }

    /** Something of it matters to whoever reads the answer: from here on the answer cannot be replaced by another. */
    public boolean hasContent() {
        return calls
                || !finishes.isEmpty()
                || texts.stream().anyMatch(text -> text.span().bytes() > 2);
    }

    /** A chunk that tells the usage and nothing else. */
    public boolean onlyUsage() {
        return usage != null && choices == 0;
    }

    /** What it took. */
    public Optional<TokenUsage> tokens() {
        return Optional.ofNullable(usage).map(this::tree).map(TokenUsage::ofOpenAi);
    }

    /** Edits of this answer. */
    public Splice edit() {
        return Splice.of(bytes);
    }

    private JsonNode tree(Span span) {
        try {
            return Json.tree(bytes, span.start(), span.end());
        } catch (IOException impossible) {
            throw new IllegalStateException("The value was scanned before", impossible);
        }
    }
}
