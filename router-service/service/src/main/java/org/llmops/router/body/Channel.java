package org.llmops.router.body;

/**
 * One running text of an answer.
 *
 * @param choice which choice it belongs to
 * @param part which of its texts
 * @param tool which tool call, for arguments; otherwise what the format tells texts of one kind apart by, or 0
 */
public record Channel(int choice, Part part, int tool) {

    /** The texts a choice can have. */
    public enum Part {
        CONTENT(TextSource.ASSISTANT),
        REFUSAL(TextSource.ASSISTANT),
        REASONING(TextSource.REASONING),
        ARGUMENTS(TextSource.TOOL_ARGUMENTS),
        /** What the answer quotes: each piece is a whole text. */
        CITATION(TextSource.ASSISTANT);

        private final TextSource source;

        Part(TextSource source) {
            this.source = source;
        }

        /** Where such a text comes from. */
        public TextSource source() {
            return source;
        }
    }

    /** A name that no other channel of the answer has. */
    public String id() {
        return choice + "." + part.name() + "." + tool;
    }
}
