package org.llmops.prompt.catalog;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message as JSON.
 *
 * @param content a template where a version is shown, plain text where one is rendered
 */
@RegisterForReflection
@Schema(
        name = "PromptMessage",
        requiredProperties = {"role", "content"})
public record MessageBody(Role role, String content) {
    static MessageBody of(PromptMessage message) {
        return new MessageBody(message.role(), message.content().source());
    }
}
