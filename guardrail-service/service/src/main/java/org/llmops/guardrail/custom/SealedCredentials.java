package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.guardrail.vault.Secrets;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;

/** Seals detectors' credentials, and opens them to ask. */
@ApplicationScoped
class SealedCredentials {
    private static final String AUTHORIZATION = "authorization";
    private static final String SIGNING = "signing_secret";

    private final Secrets secrets;

    SealedCredentials(Secrets secrets) {
        this.secrets = secrets;
    }

    Uni<SealedSecret> seal(WorkspaceId workspace, DetectorName name, Credentials credentials) {
        JsonObject json = new JsonObject().put(AUTHORIZATION, credentials.authorization());
        if (credentials.signing() != null) {
            json.put(SIGNING, credentials.signing().text());
        }
        return secrets.seal(CustomDetector.place(workspace, name), json.encode());
    }

    Uni<Credentials> open(WorkspaceId workspace, DetectorName name, SealedSecret sealed) {
        return secrets.open(CustomDetector.place(workspace, name), sealed)
                .map(JsonObject::new)
                .map(json -> new Credentials(
                        json.getString(AUTHORIZATION),
                        json.getString(SIGNING) == null ? null : new SigningSecret(json.getString(SIGNING))));
    }
}
