package org.llmops.router.providers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Encrypts credentials for the database: AES-256 in GCM (NIST SP 800-38D), bound to workspace and provider, so that a
 * row copied to another place does not open there. Layout: version, key id, nonce, cipher text with tag.
 */
final class CredentialCipher {
    static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final byte[] keyId;
    private final SecureRandom random = new SecureRandom();

    CredentialCipher(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A credential key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.keyId = Arrays.copyOf(sha256(key), KEY_ID_BYTES);
    }

    byte[] encrypt(WorkspaceId workspace, String provider, Credential credential) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(
                Cipher.ENCRYPT_MODE,
                nonce,
                workspace,
                provider,
                credential.reveal().getBytes(UTF_8));
        return ByteBuffer.allocate(1 + KEY_ID_BYTES + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put(keyId)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException when it was encrypted with another key, or for another provider */
    Credential decrypt(WorkspaceId workspace, String provider, byte[] encrypted) {
        ByteBuffer layout = ByteBuffer.wrap(encrypted);
        byte[] usedKeyId = new byte[KEY_ID_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        if (encrypted.length <= 1 + KEY_ID_BYTES + NONCE_BYTES || layout.get() != VERSION) {
            throw new IllegalStateException("The credential of provider " + provider + " is damaged");
        }
        layout.get(usedKeyId).get(nonce);
        if (!Arrays.equals(usedKeyId, keyId)) {
            throw new IllegalStateException("The credential of provider " + provider
                    + " was encrypted with another key than the one of llmops.providers.credential-key");
        }
        byte[] sealed = new byte[layout.remaining()];
        layout.get(sealed);
        return Credential.of(new String(run(Cipher.DECRYPT_MODE, nonce, workspace, provider, sealed), UTF_8));
    }

    private byte[] run(int mode, byte[] nonce, WorkspaceId workspace, String provider, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((workspace.value() + "/" + provider).getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("The credential of provider " + provider + " cannot be opened", failure);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
