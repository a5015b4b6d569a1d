package org.llmops.guardrail.vault;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.SecretPlace;

/** A secret of a workspace as it is kept: the newest is used, others open what was sealed under them. */
@Entity
@Table(name = "workspace_key")
class StoredKey {
    @EmbeddedId
    private Key key;

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
        return new WorkspaceId(key.workspace);
    }

    int generation() {
        return key.generation;
    }

    Instant createdAt() {
        return createdAt;
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

    SecretPlace place() {
        return place(workspace(), generation());
    }

    /** What is sealed as one of a workspace's keys does not open as another. */
    static SecretPlace place(WorkspaceId workspace, int generation) {
        return new SecretPlace(workspace, "workspace-key", generation == 1 ? "secret" : "secret-" + generation);
    }

    /** Names a key. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "generation") int generation) {}
}
