package org.llmops.router.providers;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Locks credentials away and takes them out again. Made at the start, so that a missing key stops the service there.
 */
@Startup
@Singleton
class Credentials {
    private static final Logger log = Logger.getLogger(Credentials.class);

    private final CredentialCipher cipher;

    Credentials(ProviderSettings settings) {
        this.cipher = CredentialKey.cipher(settings);
    }

    byte @Nullable [] lock(WorkspaceId workspace, String provider, Credential credential) {
        return credential.isPresent() ? cipher.encrypt(workspace, provider, credential) : null;
    }

    /**
     * One credential that does not open must not take the others with it: its provider will refuse calls, and the log
     * says why.
     */
    Credential unlock(WorkspaceId workspace, String provider, Optional<byte[]> locked) {
        try {
            return locked.map(bytes -> cipher.decrypt(workspace, provider, bytes))
                    .orElseGet(Credential::none);
        } catch (IllegalStateException closed) {
            log.errorf("Workspace %s: %s", workspace, closed.getMessage());
            return Credential.none();
        }
    }
}
