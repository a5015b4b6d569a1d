package org.llmops.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.llmops.platform.identity.WorkspaceId;

/**
 * Where a secret belongs: what is sealed for one place does not open in another.
 *
 * @param owner what needs it, such as a provider
 * @param name which of the owner's secrets it is
 */
public record SecretPlace(WorkspaceId workspace, String owner, String name) {
    /** No part can hold a slash, so no two places read the same. */
    byte[] associatedData() {
        return (workspace.value() + "/" + owner + "/" + name).getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "secret " + name + " of " + owner;
    }
}
