package org.llmops.router.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.llmops.platform.identity.WorkspaceId;

/** Where a secret belongs: what is sealed for one place does not open in another. */
public record SecretPlace(WorkspaceId workspace, String provider, String credential) {
    /** No part can hold a slash, so no two places read the same. */
    byte[] associatedData() {
        return (workspace.value() + "/" + provider + "/" + credential).getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "credential " + credential + " of provider " + provider;
    }
}
