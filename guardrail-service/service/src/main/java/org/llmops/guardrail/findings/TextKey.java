package org.llmops.guardrail.findings;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.replacing.WorkspaceSeal;
import org.llmops.platform.identity.WorkspaceId;

/** A workspace's key at work on what was screened: it marks texts and values, and seals the texts that may be kept. */
final class TextKey {
    private static final String PURPOSE = "screened-texts";

    private final Fingerprints fingerprints;
    private final WorkspaceSeal seal;

    TextKey(WorkspaceId workspace, WorkspaceKey key) {
        this.fingerprints = new Fingerprints(key.derived("finding-fingerprints"));
        this.seal = new WorkspaceSeal(workspace, key, PURPOSE);
    }

    /** @param kind keeps apart what is alike but means something else */
    String fingerprint(String kind, String text) {
        return fingerprints.of(kind, text);
    }

    /** @param id of the text's row: what is sealed for one does not open in another */
    String seal(UUID id, String text) {
        return seal.seal(id.toString(), text);
    }

    /** Opens with whichever of the workspace's keys it was sealed under; nothing when that is gone. */
    static Optional<String> open(WorkspaceId workspace, List<WorkspaceKey> keys, UUID id, String sealed) {
        return WorkspaceSeal.open(workspace, keys, PURPOSE, id.toString(), sealed);
    }
}
