package org.llmops.platform.sealing;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which key protects a service's secrets in its database: a service's own settings extend it, under its own prefix. */
public interface KeySettings {
    /** Where keys for credentials come from. */
    enum Source {
        /** {@code credential-key-file}. */
        FILE,
        /** {@code credential-key}, as an environment variable or any other setting. */
        ENV,
        /** Vault's transit engine; a file or setting beside it still opens what was locked with its keys before. */
        VAULT
    }

    /** Left out: the setting when it is there, else the file. */
    @WithName("credential-key.source")
    Optional<Source> source();

    /**
     * 32 bytes in Base64 that protect the credentials in the database; several as `new:…,old:…`, of which the first
     * locks and all open. Lost, every credential must be entered again.
     */
    Optional<String> credentialKey();

    /** A file that holds the keys instead, one on each line. All instances need the same. */
    Optional<Path> credentialKeyFile();

    /** Makes the key file when there is none: for one machine only, since another instance would make another key. */
    @WithDefault("false")
    boolean generateCredentialKey();

    /** How often credentials that an older key protects are looked for, and given to the newest. */
    @WithDefault("1H")
    Duration rewrapEvery();

    /** Where Vault is, when it keeps the key. */
    VaultSettings vault();
}
