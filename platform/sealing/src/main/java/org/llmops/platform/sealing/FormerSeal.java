package org.llmops.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Opens credentials as they were locked before each had a key of its own: version, beginning of the key's hash, nonce,
 * cipher text with tag, bound to workspace and owner.
 */
final class FormerSeal {
    private static final byte VERSION = 1;

    private FormerSeal() {}

    static String open(Optional<LocalKeys> keys, WorkspaceId workspace, String owner, byte[] locked) {
        ByteBuffer layout = ByteBuffer.wrap(locked);
        if (locked.length <= 1 + LocalKeys.HASH_ID_BYTES || layout.get() != VERSION) {
            throw new SealBroken("it is damaged");
        }
        byte[] hash = new byte[LocalKeys.HASH_ID_BYTES];
        layout.get(hash);
        byte[] key = keys.flatMap(local -> local.byHash(HexFormat.of().formatHex(hash)))
                .orElseThrow(() -> new SealBroken("it was encrypted with another key than those that are configured"));
        byte[] associated = (workspace.value() + "/" + owner).getBytes(UTF_8);
        try {
            byte[] sealed = Arrays.copyOfRange(locked, layout.position(), locked.length);
            return new String(AesGcm.open(key, associated, sealed), UTF_8);
        } catch (GeneralSecurityException failure) {
            throw new SealBroken("it does not open here", failure);
        }
    }
}
