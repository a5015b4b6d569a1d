package org.llmops.guardrail.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Encrypts values under their workspace's key, which is itself sealed: AES-256-GCM with a random nonce in front. A value
 * opens in no other workspace and under no other pseudonym.
 */
final class ValueSeal {
    private static final String PURPOSE = "vault-values";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ValueSeal() {}

    static String seal(WorkspaceKey key, WorkspaceId workspace, Pseudonym pseudonym, String value) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, workspace, pseudonym)
                    .doFinal(value.getBytes(UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has AES in GCM", impossible);
        }
    }

    static String open(WorkspaceKey key, WorkspaceId workspace, Pseudonym pseudonym, String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            byte[] value = cipher(Cipher.DECRYPT_MODE, key, nonce, workspace, pseudonym)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return new String(value, UTF_8);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("A vaulted value does not open: its row or its key was changed", broken);
        }
    }

    private static Cipher cipher(int mode, WorkspaceKey key, byte[] nonce, WorkspaceId workspace, Pseudonym pseudonym)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.derived(PURPOSE), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((workspace.value() + "/" + pseudonym.text()).getBytes(UTF_8));
        return cipher;
    }
}
