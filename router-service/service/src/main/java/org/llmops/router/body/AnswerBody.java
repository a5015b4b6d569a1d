package org.llmops.router.body;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer, or one event of a streamed one, with the places of what the router must know.
 *
 * @param bytes the JSON; nobody may write to it
 * @param event what kind of event it is, where the format names them; empty otherwise
 * @param reader reads such a body again after an edit
 * @param texts pieces of text, in order
 * @param echoes whole texts that were told in pieces before
 * @param logprobs token by token copies of the text
 * @param ends texts that are complete with this, though their choice goes on
 * @param finishes choices that are complete with this
 * @param usage what it took; null when not told here
 * @param serviceTier how urgently the provider says it answered; null when not told here
 * @param choices how many choices are mentioned
 * @param calls names of called tools are mentioned
 * @param failed it is an error
 */
public record AnswerBody(
        byte[] bytes,
        String event,
        AnswerReader reader,
        List<AnswerText> texts,
        List<AnswerText> echoes,
        List<Span> logprobs,
        List<Channel> ends,
        List<Finish> finishes,
        @Nullable TokenUsage usage,
        @Nullable String serviceTier,
        int choices,
        boolean calls,
        boolean failed) {

    /** This body after edits that leave it an answer. */
    public AnswerBody edited(Splice edits) throws IOException {
        byte[] edited = edits.bytes();
        return edited == bytes ? this : reader.read(edited);
    }

    /** The same with other names for its texts. */
    public AnswerBody told(List<AnswerText> known, List<Channel> ended) {
        return new AnswerBody(
                bytes,
                event,
                reader,
                known,
                echoes,
                logprobs,
                ended,
                finishes,
                usage,
                serviceTier,
                choices,
                calls,
                failed);
    }

    /** What one of the texts says. */
    public String text(AnswerText text) {
        return Json.text(bytes, text.span().start(), text.span().end());
    }

    /** Something of it matters to whoever reads the answer: from here on the answer cannot be replaced by another. */
    public boolean hasContent() {
        return calls || !finishes.isEmpty() || hasText();
    }

    /** One of its texts says something. */
    public boolean hasText() {
        return texts.stream().anyMatch(text -> text.span().bytes() > 2);
    }

    /** An event that tells the usage and nothing else. */
    public boolean onlyUsage() {
        return usage != null && choices == 0;
    }

    /** What it took. */
    public Optional<TokenUsage> tokens() {
        return Optional.ofNullable(usage);
    }

    /** What stands for nothing in the place of a value: an array stays one. */
    public byte[] nothingAt(Span span) {
        return Json.utf8(bytes[span.start()] == '[' ? "[]" : "null");
    }

    /** Edits of this answer. */
    public Splice edit() {
        return Splice.of(bytes);
    }
}
