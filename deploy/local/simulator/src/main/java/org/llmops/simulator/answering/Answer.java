package org.llmops.simulator.answering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model says, token by token.
 *
 * @param parts at least one; all that is said is one text, before the calls
 * @param stopSequence the sequence that ended the answer, if one did
 */
public record Answer(
        List<Part> parts, Finish finish, @Nullable String stopSequence, Usage usage) {

    /** Why the answer ends where it does. */
    public enum Finish {
        COMPLETE,
        STOP_SEQUENCE,
        LENGTH,
        TOOL_CALLS
    }

    /** A stretch of the answer that the APIs deliver as one block. */
    public sealed interface Part {
        /** The part as text. */
        default String joined() {
            return String.join("", tokens());
        }

        /** The tokens of the text, or of a call's arguments. */
        List<String> tokens();
    }

    /** Words for nobody, or for those who ask to see them. */
    public record Thought(List<String> tokens) implements Part {}

    /** Words for the user. */
    public record Text(List<String> tokens) implements Part {}

    /** A call of a tool; the tokens are those of its JSON arguments. */
    public record ToolCall(String name, List<String> tokens) implements Part {}

    /** What is said; empty when the model only calls tools. */
    public String text() {
        return String.join(
                "",
                parts.stream().filter(Text.class::isInstance).map(Part::joined).toList());
    }

    /** The parts after the thought that came before them, if there was one; its tokens are the usage's. */
    public List<Part> partsWithThought() {
        if (usage.reasoning() == 0) {
            return parts;
        }
        List<Part> all = new ArrayList<>(parts);
        all.addFirst(new Thought(Tokens.split(Vocabulary.words(usage.reasoning()))));
        return all;
    }

    /** The calls, in order. */
    public List<ToolCall> toolCalls() {
        return parts.stream()
                .filter(ToolCall.class::isInstance)
                .map(ToolCall.class::cast)
                .toList();
    }
}
