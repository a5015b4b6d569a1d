package org.llmops.guardrail.detecting;

import java.util.List;
import java.util.Map;
import org.llmops.platform.identity.WorkspaceId;

/**
 * What is known around a text; the same for every chunk of it. Remembers what of it was looked at, because what was
 * found is true of the same text elsewhere only where the rest of that is the same.
 */
public final class Scene {
    private final WorkspaceId workspace;
    private final boolean outgoing;
    private final Source source;
    private final List<Around> around;
    private final Map<String, String> attributes;
    private volatile boolean lookedAround;
    private volatile boolean lookedAtAttributes;

    /**
     * @param outgoing whether the text goes towards the client: an answer
     * @param around the texts of the call that an answer can be held against: system prompt, question, context, tool
     *     results; empty when the caller gave none
     * @param attributes who calls and what for, such as {@code call}, {@code app}, {@code model}, {@code route}, {@code
     *     prompt}, {@code conversation}, {@code subject}; only what is known
     */
    public Scene(
            WorkspaceId workspace,
            boolean outgoing,
            Source source,
            List<Around> around,
            Map<String, String> attributes) {
        this.workspace = workspace;
        this.outgoing = outgoing;
        this.source = source;
        this.around = List.copyOf(around);
        this.attributes = Map.copyOf(attributes);
    }

    public WorkspaceId workspace() {
        return workspace;
    }

    public boolean outgoing() {
        return outgoing;
    }

    public Source source() {
        return source;
    }

    public List<Around> around() {
        lookedAround = true;
        return around;
    }

    public Map<String, String> attributes() {
        lookedAtAttributes = true;
        return attributes;
    }

    /** Whether somebody has asked for the other texts. */
    public boolean wasLookedAround() {
        return lookedAround;
    }

    /** Whether somebody has asked for the attributes. */
    public boolean wereAttributesLookedAt() {
        return lookedAtAttributes;
    }

    /** Another text of the call. */
    public record Around(Source source, String text) {
        @Override
        public String toString() {
            return source.name();
        }
    }
}
