package org.llmops.router.providers;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Finds the key that encrypts credentials, or says which setting is missing. */
final class CredentialKey {
    private CredentialKey() {}

    static CredentialCipher cipher(ProviderSettings settings) {
        if (settings.credentialKey().isPresent()) {
            return decode(settings.credentialKey().get(), "llmops.providers.credential-key");
        }
        Path file = settings.credentialKeyFile()
                .orElseThrow(() -> new IllegalStateException("Credentials of providers need a key: set"
                        + " llmops.providers.credential-key-file to a file with 32 random bytes in Base64"
                        + " (`openssl rand -base64 32`), or llmops.providers.credential-key to the key itself"));
        try {
            if (!Files.exists(file) && settings.generateCredentialKey()) {
                generate(file);
            }
            return decode(Files.readString(file), file.toString());
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "The key for providers' credentials cannot be read from " + file.toAbsolutePath()
                            + ": check llmops.providers.credential-key-file",
                    failure);
        }
    }

    /** Nobody but the owner can read the file, at no moment. */
    private static void generate(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        byte[] key = new byte[CredentialCipher.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getEncoder().encodeToString(key), StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // Another instance on this machine was faster: its key is read.
        }
    }

    private static CredentialCipher decode(String text, String source) {
        try {
            return new CredentialCipher(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException(
                    "The key for providers' credentials in " + source + " must be 32 bytes in Base64", malformed);
        }
    }
}
