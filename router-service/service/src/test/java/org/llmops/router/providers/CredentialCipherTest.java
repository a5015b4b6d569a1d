package org.llmops.router.providers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmops.platform.identity.WorkspaceId;

class CredentialCipherTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final WorkspaceId GLOBEX = new WorkspaceId("globex");
    private static final Credential CREDENTIAL = Credential.of("sk-very-secret-ü");

    private final CredentialCipher cipher = new CredentialCipher(key(1));

    @TempDir
    Path directory;

    @Test
    void opensWhatItLocked() {
        byte[] locked = cipher.encrypt(ACME, "openai", CREDENTIAL);

        assertThat(new String(locked, ISO_8859_1)).doesNotContain("very-secret");
        assertThat(cipher.decrypt(ACME, "openai", locked).reveal()).isEqualTo("sk-very-secret-ü");
    }

    @Test
    void locksTheSameCredentialDifferentlyEachTime() {
        assertThat(cipher.encrypt(ACME, "openai", CREDENTIAL)).isNotEqualTo(cipher.encrypt(ACME, "openai", CREDENTIAL));
    }

    @Test
    void opensNothingThatWasCopiedToAnotherPlace() {
        byte[] locked = cipher.encrypt(ACME, "openai", CREDENTIAL);

        assertThatThrownBy(() -> cipher.decrypt(GLOBEX, "openai", locked)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.decrypt(ACME, "other", locked)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhenItIsTheWrongKey() {
        byte[] locked = cipher.encrypt(ACME, "openai", CREDENTIAL);

        assertThatThrownBy(() -> new CredentialCipher(key(2)).decrypt(ACME, "openai", locked))
                .hasMessageContaining("another key")
                .hasMessageNotContaining("very-secret");
    }

    @Test
    void noticesEveryFlippedByte() {
        byte[] locked = cipher.encrypt(ACME, "openai", CREDENTIAL);
        for (int i = 0; i < locked.length; i++) {
            byte[] spoiled = locked.clone();
            spoiled[i] ^= 1;
            assertThatThrownBy(() -> cipher.decrypt(ACME, "openai", spoiled)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void makesAKeyFileThatOnlyItsOwnerReadsWhereThatIsAllowed() throws Exception {
        Path file = directory.resolve("keys/credential-key");
        byte[] locked = CredentialKey.cipher(settings(null, file, true)).encrypt(ACME, "openai", CREDENTIAL);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(CredentialKey.cipher(settings(null, file, true))
                        .decrypt(ACME, "openai", locked)
                        .reveal())
                .isEqualTo(CREDENTIAL.reveal());
    }

    @Test
    void saysWhichSettingIsMissing() {
        assertThatThrownBy(() -> CredentialKey.cipher(settings(null, null, false)))
                .hasMessageContaining("llmops.providers.credential-key-file");
        assertThatThrownBy(() -> CredentialKey.cipher(settings(null, directory.resolve("absent"), false)))
                .hasMessageContaining("llmops.providers.credential-key-file");
        assertThatThrownBy(() -> CredentialKey.cipher(settings("c2hvcnQ=", null, false)))
                .hasMessageContaining("32 bytes in Base64")
                .hasMessageNotContaining("c2hvcnQ=");
    }

    @Test
    void takesTheKeyFromASetting() {
        String text = Base64.getEncoder().encodeToString(key(1));
        byte[] locked = cipher.encrypt(ACME, "openai", CREDENTIAL);

        assertThat(CredentialKey.cipher(settings(text, null, false))
                        .decrypt(ACME, "openai", locked)
                        .reveal())
                .isEqualTo(CREDENTIAL.reveal());
    }

    @Test
    void aCredentialDoesNotPrint() {
        assertThat(CREDENTIAL).hasToString("Credential[hidden]");
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return key;
    }

    private static ProviderSettings settings(@Nullable String key, @Nullable Path file, boolean generate) {
        return new ProviderSettings() {
            @Override
            public List<String> allowedHosts() {
                return List.of();
            }

            @Override
            public Optional<String> credentialKey() {
                return Optional.ofNullable(key);
            }

            @Override
            public Optional<Path> credentialKeyFile() {
                return Optional.ofNullable(file);
            }

            @Override
            public boolean generateCredentialKey() {
                return generate;
            }
        };
    }
}
