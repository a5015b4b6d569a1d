package org.llmops.guardrail.replacing;

import java.util.UUID;
import org.llmops.guardrail.detecting.Scene;

/** Within what equal values get equal replacements: a conversation; failing that, the call; failing that, this one request. */
public record Conversation(String name) {
    private static final String CONVERSATION = "conversation";
    private static final String CALL = "call";

    public static Conversation of(Scene scene) {
        String conversation = scene.attributes().get(CONVERSATION);
        if (conversation != null && !conversation.isEmpty()) {
            return named(conversation);
        }
        String call = scene.attributes().get(CALL);
        return new Conversation(call == null || call.isEmpty() ? "request/" + UUID.randomUUID() : CALL + "/" + call);
    }

    /** The conversation that callers call so. */
    public static Conversation named(String conversation) {
        return new Conversation(CONVERSATION + "/" + conversation);
    }
}
