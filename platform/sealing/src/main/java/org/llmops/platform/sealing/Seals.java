package org.llmops.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Seals secrets and opens them again: each under a key of its own, which is wrapped by a key of the configured source.
 * To be made at the start, so that a missing key stops the service there.
 */
public class Seals {
    private final Optional<LocalKeys> local;
    private final KeyWrapping wrapping;

    Seals(Optional<LocalKeys> local, KeyWrapping wrapping) {
        this.local = local;
        this.wrapping = wrapping;
    }

    /**
     * Fails when the key is missing or malformed, and says which setting is.
     *
     * @param prefix what the settings' names begin with, such as `llmops.providers`
     */
    public static Seals of(String prefix, KeySettings settings, Vertx vertx) {
        Optional<LocalKeys> local = KeySource.local(prefix, settings);
        return new Seals(
                local,
                KeySource.source(settings) == KeySettings.Source.VAULT
                        ? new VaultTransit(vertx, settings.vault(), () -> KeySource.token(settings.vault()))
                        : local.orElseThrow());
    }

    /** Whether somebody said where the key is. */
    public static boolean areConfigured(KeySettings settings) {
        return settings.source().isPresent()
                || settings.credentialKey().isPresent()
                || settings.credentialKeyFile().isPresent();
    }

    public Uni<SealedSecret> seal(SecretPlace place, String secret) {
        byte[] key = AesGcm.newKey();
        byte[] associated = place.associatedData();
        return wrapping.wrap(key, associated).map(wrapped -> {
            try {
                byte[] sealed = AesGcm.seal(key, associated, secret.getBytes(UTF_8));
                return new SealedSecret(
                        wrapped.keyId(), wrapped.text(), Base64.getEncoder().encodeToString(sealed));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every Java platform has AES in GCM", impossible);
            }
        });
    }

    /** Fails with {@link SealBroken}, or with {@link KeysAway} when a later try may succeed. */
    public Uni<String> open(SecretPlace place, SealedSecret secret) {
        byte[] associated = place.associatedData();
        return keeper(secret)
                .unwrap(new WrappedKey(secret.keyId(), secret.wrappedKey()), associated)
                .map(key -> {
                    try {
                        byte[] sealed = Base64.getDecoder().decode(secret.sealed());
                        return new String(AesGcm.open(key, associated, sealed), UTF_8);
                    } catch (GeneralSecurityException | IllegalArgumentException failure) {
                        throw new SealBroken("it does not open here", failure);
                    }
                });
    }

    /** Opens what was locked before secrets had keys of their own. */
    public Uni<String> openFormer(WorkspaceId workspace, String owner, byte[] locked) {
        return Uni.createFrom().item(() -> FormerSeal.open(local, workspace, owner, locked));
    }

    /** The key that protects what is sealed now. */
    public Uni<String> currentKeyId() {
        return wrapping.currentKeyId();
    }

    /** The same secret under the current key. */
    public Uni<SealedSecret> sealAnew(SecretPlace place, SealedSecret secret) {
        return open(place, secret).chain(opened -> seal(place, opened));
    }

    private KeyWrapping keeper(SealedSecret secret) {
        return wrapping.keeps(secret.keyId())
                ? wrapping
                : local.<KeyWrapping>map(keys -> keys)
                        .orElseThrow(() -> new SealBroken("it was encrypted with a key that is not configured"));
    }
}
