package org.llmops.prompt.catalog;

import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.prompt.v1.PromptEvent;

/** The topic of everything that happens to prompts; events of one prompt stay in order. */
public final class PromptTopic {
    private static final String NAME = "llmops.prompts.v1";

    private PromptTopic() {}

    public static OutgoingEvent event(WorkspaceId workspace, PromptName prompt, PromptEvent event) {
        return OutgoingEvent.of(NAME, workspace, prompt.value(), event);
    }
}
