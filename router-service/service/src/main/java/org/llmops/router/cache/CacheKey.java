package org.llmops.router.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.llmops.platform.identity.WorkspaceId;

/** Names an answer. There is no way to make one without a workspace, so no answer can cross over. */
public final class CacheKey {
    private final String redisKey;

    private CacheKey(String redisKey) {
        this.redisKey = redisKey;
    }

    /** @param canonicalRequest everything the answer depends on, in one spelling */
    public static CacheKey of(WorkspaceId workspace, byte[] canonicalRequest) {
        MessageDigest sha256 = sha256();
        // The workspace is hashed too: a bug that drops it from the key's text still finds nothing of another's.
        sha256.update(workspace.value().getBytes(UTF_8));
        sha256.update((byte) 0);
        sha256.update(canonicalRequest);
        return new CacheKey("llmops:cache:{" + workspace.value() + "}:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest()));
    }

    String redisKey() {
        return redisKey;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey key && key.redisKey.equals(redisKey);
    }

    @Override
    public int hashCode() {
        return redisKey.hashCode();
    }

    @Override
    public String toString() {
        return redisKey;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
