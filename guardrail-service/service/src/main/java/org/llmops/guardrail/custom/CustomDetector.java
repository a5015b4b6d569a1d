package org.llmops.guardrail.custom;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.SecretPlace;

/** A detector that a workspace brought; the latest word counts at once. */
@Entity
@Table(name = "custom_detector")
class CustomDetector {
    @EmbeddedId
    private Key key;

    @Column(name = "kind")
    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Column(name = "document")
    @Convert(converter = TermsColumn.class)
    private Terms terms;

    @Column(name = "sealed_key_id")
    private @Nullable String sealedKeyId;

    @Column(name = "sealed_key")
    private @Nullable String sealedKey;

    @Column(name = "sealed_text")
    private @Nullable String sealedText;

    @Column(name = "changed_by")
    private String changedBy;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected CustomDetector() {}

    CustomDetector(
            WorkspaceId workspace,
            DetectorName name,
            Terms terms,
            @Nullable SealedSecret credentials,
            String changedBy,
            Instant changedAt) {
        this.key = new Key(workspace.value(), name.value());
        this.kind = terms.kind();
        this.terms = terms;
        this.sealedKeyId = credentials == null ? null : credentials.keyId();
        this.sealedKey = credentials == null ? null : credentials.wrappedKey();
        this.sealedText = credentials == null ? null : credentials.sealed();
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }

    String name() {
        return key.name;
    }

    Terms terms() {
        return terms;
    }

    Optional<SealedSecret> credentials() {
        return sealedKeyId == null || sealedKey == null || sealedText == null
                ? Optional.empty()
                : Optional.of(new SealedSecret(sealedKeyId, sealedKey, sealedText));
    }

    WorkspaceId workspace() {
        return new WorkspaceId(key.workspace);
    }

    /** The same credentials under another key, unless they were changed meanwhile. */
    void seal(SealedSecret before, SealedSecret anew) {
        if (credentials().equals(Optional.of(before))) {
            sealedKeyId = anew.keyId();
            sealedKey = anew.wrappedKey();
            sealedText = anew.sealed();
        }
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    static SecretPlace place(WorkspaceId workspace, DetectorName name) {
        return new SecretPlace(workspace, "custom-detectors", name.value());
    }

    /** Names a detector. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "name") String name) {}
}
