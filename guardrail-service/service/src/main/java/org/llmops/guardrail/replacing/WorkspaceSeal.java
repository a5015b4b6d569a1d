package org.llmops.guardrail.replacing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Encrypts texts under a key derived from their workspace's, which is itself sealed: AES-256-GCM with a random nonce in
 * front. So a new key of the service has one row of each workspace sealed anew, and none of its texts.
 */
public final class WorkspaceSeal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final WorkspaceId workspace;
    private final SecretKeySpec key;

    /** @param purpose what is sealed for one does not open for another */
    public WorkspaceSeal(WorkspaceId workspace, WorkspaceKey key, String purpose) {
        this.workspace = workspace;
        this.key = new SecretKeySpec(key.derived(purpose), "AES");
    }

    /** @param place where it lies: what is sealed for one place does not open in another */
    public String seal(String place, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text.getBytes(UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has AES in GCM", impossible);
        }
    }

    /** Nothing when it does not open: its row or the workspace's key was changed. */
    public Optional<String> open(String place, String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, place)
                    .doFinal(bytes, NONCE_BYTES, Math.max(0, bytes.length - NONCE_BYTES));
            return Optional.of(new String(text, UTF_8));
        } catch (GeneralSecurityException broken) {
            return Optional.empty();
        }
    }

    /** Opens with whichever of a workspace's keys it was sealed under; nothing when that is none of them. */
    public static Optional<String> open(
            WorkspaceId workspace, List<WorkspaceKey> keys, String purpose, String place, String sealed) {
        return keys.stream()
                .flatMap(key -> new WorkspaceSeal(workspace, key, purpose).open(place, sealed).stream())
                .findFirst();
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((workspace.value() + "/" + place).getBytes(UTF_8));
        return cipher;
    }
}
