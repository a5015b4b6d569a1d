package org.llmops.guardrail.replacing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.OperatorType;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;

/**
 * {@code hash}: HMAC-SHA-256 under the workspace's key, cut to {@code bytes}, such as {@code EMAIL_ADDRESS:9f86d081884c7d65}.
 * Equal values can be counted and joined throughout the workspace, and nobody without the key can try values.
 */
@ApplicationScoped
public class HashType implements OperatorType {
    private static final String PURPOSE = "hash";
    private static final int FEWEST_BYTES = 8;
    private static final int USUAL_BYTES = 8;
    private static final int MOST_BYTES = 32;

    private final WorkspaceKeys keys;

    public HashType(WorkspaceKeys keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "hash";
    }

    @Override
    public Operator compile(Parameters parameters) {
        int bytes = parameters.whole("bytes", FEWEST_BYTES, MOST_BYTES, USUAL_BYTES);
        return new KeyedOperator(keys, (scene, key) -> original -> hashed(key, original, bytes));
    }

    private static Substitute hashed(WorkspaceKey key, Original original, int bytes) {
        byte[] hash = key.fingerprint(PURPOSE, original.entity(), original.text());
        return new Substitute.Written(original.entity() + ":" + HexFormat.of().formatHex(hash, 0, bytes), false);
    }
}
