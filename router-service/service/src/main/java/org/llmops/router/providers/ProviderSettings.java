package org.llmops.router.providers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What operators decide about providers. */
@ConfigMapping(prefix = "llmops.providers")
interface ProviderSettings {
    /**
     * Hosts that base URLs may name: `public` for all of the public internet over https, else a host or `*.domain`. A
     * host
     * that is named may lie inside the network and be reached over http.
     */
    @WithDefault("public")
    List<String> allowedHosts();

    /** 32 bytes in Base64 that encrypt credentials in the database. Lost, every credential must be entered again. */
    Optional<String> credentialKey();

    /** A file that holds the key instead, as text in Base64. All instances need the same. */
    Optional<Path> credentialKeyFile();

    /** Makes the key file when there is none: for one machine only, since another instance would make another key. */
    @WithDefault("false")
    boolean generateCredentialKey();
}
