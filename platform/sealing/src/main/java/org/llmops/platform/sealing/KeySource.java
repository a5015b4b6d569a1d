package org.llmops.platform.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.llmops.platform.sealing.KeySettings.Source;

/** Finds the keys that protect secrets, or says which setting is missing. */
final class KeySource {
    private KeySource() {}

    static Source source(KeySettings settings) {
        return settings.source().orElseGet(() -> settings.credentialKey().isPresent() ? Source.ENV : Source.FILE);
    }

    /** The keys in memory; beside Vault they may be missing. */
    static Optional<LocalKeys> local(String prefix, KeySettings settings) {
        return switch (source(settings)) {
            case FILE -> Optional.of(fromFile(prefix, settings));
            case ENV -> Optional.of(fromSetting(prefix, settings));
            case VAULT ->
                settings.credentialKey().isPresent()
                        ? Optional.of(fromSetting(prefix, settings))
                        : settings.credentialKeyFile().filter(Files::exists).map(file -> fromFile(prefix, settings));
        };
    }

    /** Vault's token, as it is now. */
    static String token(VaultSettings settings) {
        try {
            return settings.tokenFile().isPresent()
                    ? Files.readString(settings.tokenFile().get()).strip()
                    : settings.token().orElse("");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static LocalKeys fromSetting(String prefix, KeySettings settings) {
        return LocalKeys.parse(
                settings.credentialKey()
                        .orElseThrow(() -> new IllegalStateException(
                                "Secrets need a key: set " + prefix + ".credential-key to 32 random bytes in Base64")),
                prefix + ".credential-key");
    }

    private static LocalKeys fromFile(String prefix, KeySettings settings) {
        Path file = settings.credentialKeyFile()
                .orElseThrow(() -> new IllegalStateException("Secrets need a key: set " + prefix
                        + ".credential-key-file to a file with 32 random bytes in Base64"
                        + " (`openssl rand -base64 32`), or " + prefix + ".credential-key to the key itself"));
        try {
            if (!Files.exists(file) && settings.generateCredentialKey()) {
                generate(file);
            }
            return LocalKeys.parse(Files.readString(file), file.toString());
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "The key for secrets cannot be read from " + file.toAbsolutePath() + ": check " + prefix
                            + ".credential-key-file",
                    failure);
        }
    }

    /** Nobody but the owner can read the file, at no moment. */
    private static void generate(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getEncoder().encodeToString(AesGcm.newKey()), StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // Another instance on this machine was faster: its key is read.
        }
    }
}
