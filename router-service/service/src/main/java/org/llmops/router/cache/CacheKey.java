package org.llmops.router.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.llmops.platform.identity.WorkspaceId;

/** Names an answer. There is no way to make one without a workspace, so no answer can cross over. */
public final class CacheKey {
    static final int DIGEST_BYTES = 32;

    private final WorkspaceId workspace;
    private final String redisKey;

    private CacheKey(WorkspaceId workspace, byte[] digest) {
        this.workspace = workspace;
        this.redisKey = "llmops:cache:{" + workspace.value() + "}:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** @param canonicalRequest everything the answer depends on, in one spelling */
    public static CacheKey of(WorkspaceId workspace, byte[] canonicalRequest) {
        return new CacheKey(workspace, digest(workspace, canonicalRequest));
    }

    /** The key whose digest was remembered; of another workspace it names nothing. */
    static CacheKey ofDigest(WorkspaceId workspace, byte[] digest) {
        return new CacheKey(workspace, digest);
    }

    /** The workspace is hashed too: a bug that drops it from a key's text still finds nothing of another's. */
    static byte[] digest(WorkspaceId workspace, byte[] canonicalRequest) {
        MessageDigest sha256 = sha256();
        sha256.update(workspace.value().getBytes(UTF_8));
        sha256.update((byte) 0);
        return sha256.digest(canonicalRequest);
    }

    byte[] digest() {
        return Base64.getUrlDecoder().decode(redisKey.substring(redisKey.lastIndexOf(':') + 1));
    }

    WorkspaceId workspace() {
        return workspace;
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
