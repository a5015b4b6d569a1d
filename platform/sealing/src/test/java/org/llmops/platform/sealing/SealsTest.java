package org.llmops.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmops.platform.identity.WorkspaceId;

class SealsTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final SecretPlace PLACE = new SecretPlace(ACME, "openai", "default");
    private static final String SECRET = "sk-very-secret-ü";

    private final Seals seals = seals(key(1));

    @TempDir
    Path directory;

    @Test
    void opensWhatItSealed() {
        SealedSecret sealed = now(seals.seal(PLACE, SECRET));

        assertThat(sealed.toString()).doesNotContain("very-secret");
        assertThat(new String(Base64.getDecoder().decode(sealed.sealed()), UTF_8))
                .doesNotContain("very-secret");
        assertThat(now(seals.open(PLACE, sealed))).isEqualTo(SECRET);
    }

    @Test
    void sealsUnderANewKeyEachTime() {
        SealedSecret one = now(seals.seal(PLACE, SECRET));
        SealedSecret other = now(seals.seal(PLACE, SECRET));

        assertThat(one.sealed()).isNotEqualTo(other.sealed());
        assertThat(one.wrappedKey()).isNotEqualTo(other.wrappedKey());
        SealedSecret mixed = new SealedSecret(one.keyId(), one.wrappedKey(), other.sealed());
        assertThatThrownBy(() -> now(seals.open(PLACE, mixed))).isInstanceOf(SealBroken.class);
    }

    @Test
    void opensNothingThatWasCopiedToAnotherPlace() {
        SealedSecret sealed = now(seals.seal(PLACE, SECRET));

        for (SecretPlace other : new SecretPlace[] {
            new SecretPlace(new WorkspaceId("globex"), "openai", "default"),
            new SecretPlace(ACME, "other", "default"),
            new SecretPlace(ACME, "openai", "second")
        }) {
            assertThatThrownBy(() -> now(seals.open(other, sealed))).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void noticesEveryFlippedByte() {
        SealedSecret sealed = now(seals.seal(PLACE, SECRET));
        byte[] wrapped = Base64.getDecoder().decode(sealed.wrappedKey());
        byte[] text = Base64.getDecoder().decode(sealed.sealed());
        for (int i = 0; i < wrapped.length + text.length; i++) {
            byte[] spoiltKey = wrapped.clone();
            byte[] spoiltText = text.clone();
            if (i < wrapped.length) {
                spoiltKey[i] ^= 1;
            } else {
                spoiltText[i - wrapped.length] ^= 1;
            }
            SealedSecret spoilt = new SealedSecret(sealed.keyId(), base64(spoiltKey), base64(spoiltText));
            assertThatThrownBy(() -> now(seals.open(PLACE, spoilt))).isInstanceOf(SealBroken.class);
        }
        assertThatThrownBy(() -> now(seals.open(PLACE, new SealedSecret(sealed.keyId(), "", ""))))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void aNewKeyLocksAndTheOldOneStillOpens() {
        SealedSecret old = now(seals("k1:" + key(1)).seal(PLACE, SECRET));
        Seals rotated = seals("k2:" + key(2) + ",k1:" + key(1));

        assertThat(now(rotated.open(PLACE, old))).isEqualTo(SECRET);
        SealedSecret anew = now(rotated.sealAnew(PLACE, old));
        assertThat(anew.keyId()).isEqualTo("k2").isEqualTo(now(rotated.currentKeyId()));
        assertThat(now(seals("k2:" + key(2)).open(PLACE, anew))).isEqualTo(SECRET);
        assertThatThrownBy(() -> now(seals("k2:" + key(2)).open(PLACE, old)))
                .hasMessageContaining("'k1'")
                .hasMessageNotContaining("very-secret");
    }

    @Test
    void opensWhatWasLockedBeforeSecretsHadKeysOfTheirOwn() throws Exception {
        byte[] former = lockedFormerly(Base64.getDecoder().decode(key(1)));
        Seals renamed = seals("fresh:" + key(2) + "\nold:" + key(1));

        assertThat(now(renamed.openFormer(ACME, "openai", former))).isEqualTo(SECRET);
        assertThatThrownBy(() -> now(renamed.openFormer(ACME, "other", former))).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> now(seals(key(2)).openFormer(ACME, "openai", former)))
                .hasMessageContaining("another key");
        assertThatThrownBy(() -> now(seals(key(2)).openFormer(ACME, "openai", new byte[3])))
                .hasMessageContaining("damaged");
    }

    @Test
    void makesAKeyFileThatOnlyItsOwnerReadsWhereThatIsAllowed() throws Exception {
        Path file = directory.resolve("keys/credential-key");
        SealedSecret sealed = now(of(settings(null, file, true)).seal(PLACE, SECRET));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(now(of(settings(null, file, true)).open(PLACE, sealed))).isEqualTo(SECRET);
    }

    @Test
    void saysWhichSettingIsMissing() {
        assertThatThrownBy(() -> KeySource.local("llmops.providers", settings(null, null, false)))
                .hasMessageContaining("llmops.providers.credential-key-file");
        assertThatThrownBy(
                        () -> KeySource.local("llmops.providers", settings(null, directory.resolve("absent"), false)))
                .hasMessageContaining("llmops.providers.credential-key-file");
        for (String wrong :
                new String[] {"c2hvcnQ=", "x:c2hvcnQ=", "not base64 at all", "", "a:b:" + key(1), ":" + key(1)}) {
            assertThatThrownBy(() -> KeySource.local("llmops.providers", settings(wrong, null, false)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining("c2hvcnQ=")
                    .hasMessageNotContaining(key(1));
        }
        assertThatThrownBy(() -> seals("a:" + key(1) + ",a:" + key(2))).hasMessageContaining("different names");
    }

    static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }

    static String key(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return base64(key);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Seals seals(String keys) {
        return of(settings(keys, null, false));
    }

    private static Seals of(KeySettings settings) {
        Optional<LocalKeys> keys = KeySource.local("llmops.providers", settings);
        return new Seals(keys, keys.orElseThrow());
    }

    /** The former layout, written down independently. */
    private static byte[] lockedFormerly(byte[] key) throws Exception {
        byte[] nonce = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD("acme/openai".getBytes(UTF_8));
        byte[] sealed = cipher.doFinal(SECRET.getBytes(UTF_8));
        return ByteBuffer.allocate(17 + sealed.length)
                .put((byte) 1)
                .put(MessageDigest.getInstance("SHA-256").digest(key), 0, 4)
                .put(nonce)
                .put(sealed)
                .array();
    }

    private static KeySettings settings(@Nullable String key, @Nullable Path file, boolean generate) {
        return new KeySettings() {
            @Override
            public Optional<Source> source() {
                return Optional.empty();
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

            @Override
            public Duration rewrapEvery() {
                return Duration.ofHours(1);
            }

            @Override
            public VaultSettings vault() {
                throw new AssertionError("Nobody asked for Vault");
            }
        };
    }
}
