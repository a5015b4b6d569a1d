package org.llmops.guardrail.vault;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.SecretPlace;

/** A workspace's secret as it is kept. */
@Entity
@Table(name = "workspace_key")
class StoredKey {
    @Id
    @Column(name = "workspace")
    private String workspace;

    @Column(name = "sealed_key_id")
    private String sealedKeyId;

    @Column(name = "sealed_key")
    private String sealedKey;

    @Column(name = "sealed_text")
    private String sealedText;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected StoredKey() {}

    WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    SealedSecret sealed() {
        return new SealedSecret(sealedKeyId, sealedKey, sealedText);
    }

    /** The same secret under another key, unless it was changed meanwhile. */
    void seal(SealedSecret before, SealedSecret anew) {
        if (sealed().equals(before)) {
            sealedKeyId = anew.keyId();
            sealedKey = anew.wrappedKey();
            sealedText = anew.sealed();
        }
    }

    static SecretPlace place(WorkspaceId workspace) {
        return new SecretPlace(workspace, "workspace-key", "secret");
    }
}
