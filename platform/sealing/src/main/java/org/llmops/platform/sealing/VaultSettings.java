package org.llmops.platform.sealing;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where Vault is, when it keeps the key for credentials. */
public interface VaultSettings {
    /** Where Vault listens. */
    @WithDefault("http://127.0.0.1:8200")
    URI url();

    /** Where its transit engine is mounted. */
    @WithDefault("transit")
    String mount();

    /** The name of its key, of type aes256-gcm96 or another with associated data. */
    @WithDefault("llmops-credentials")
    String key();

    /** A token that may use the key to encrypt and decrypt. */
    Optional<String> token();

    /** A file with the token, read anew for every request: Vault's agent renews it there. */
    Optional<Path> tokenFile();

    /** Vault's namespace, where it has any. */
    Optional<String> namespace();

    /** Without an answer after this, Vault counts as away. */
    @WithDefault("5S")
    Duration timeout();
}
