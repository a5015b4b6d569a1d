package org.llmops.guardrail.detecting;

import java.util.List;
import java.util.Map;
import org.llmops.platform.identity.WorkspaceId;

/**
 * What is known around a text; the same for every chunk of it.
 *
 * @param outgoing whether the text goes towards the client: an answer
 * @param around the other texts of the call that an answer can be held against: system prompt, question, context, tool
 *     results; empty when the caller gave none
 * @param attributes who calls and what for, such as {@code app}, {@code model}, {@code route}, {@code prompt}, {@code
 *     conversation}, {@code subject}; only what is known
 */
public record Scene(
        WorkspaceId workspace, boolean outgoing, Source source, List<Around> around, Map<String, String> attributes) {
    public Scene {
        around = List.copyOf(around);
        attributes = Map.copyOf(attributes);
    }

    /** Another text of the call. */
    public record Around(Source source, String text) {
        @Override
        public String toString() {
            return source.name();
        }
    }
}
