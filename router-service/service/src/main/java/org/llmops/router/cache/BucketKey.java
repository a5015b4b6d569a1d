package org.llmops.router.cache;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Names the questions that differ in nothing but their wording: same workspace, same route version, same conversation
 * before, same parameters, embedded by the same model.
 */
public final class BucketKey {
    private final WorkspaceId workspace;
    private final String redisKey;

    private BucketKey(WorkspaceId workspace, String redisKey) {
        this.workspace = workspace;
        this.redisKey = redisKey;
    }

    /**
     * @param embedding what embeds the questions: vectors of different models do not compare
     * @param canonicalRest everything but the question, in one spelling
     */
    public static BucketKey of(WorkspaceId workspace, String embedding, byte[] canonicalRest) {
        byte[] name = (embedding + '\0').getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[name.length + canonicalRest.length];
        System.arraycopy(name, 0, both, 0, name.length);
        System.arraycopy(canonicalRest, 0, both, name.length, canonicalRest.length);
        return new BucketKey(
                workspace,
                "llmops:alike:{" + workspace.value() + "}:"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(CacheKey.digest(workspace, both)));
    }

    WorkspaceId workspace() {
        return workspace;
    }

    String redisKey() {
        return redisKey;
    }

    @Override
    public String toString() {
        return redisKey;
    }
}
