package org.llmops.guardrail.replacing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import org.llmops.guardrail.detecting.Parameters;

/** Hashes under the workspace's key: equal values can be counted and joined, and nobody without the key can try values. */
@ApplicationScoped
public class HashOperator implements OperatorType {
    private static final String PURPOSE = "hash";
    private static final int FEWEST_BYTES = 8;
    private static final int USUAL_BYTES = 8;
    private static final int MOST_BYTES = 32;

    private final WorkspaceKeys keys;

    public HashOperator(WorkspaceKeys keys) {
        this.keys = keys;
    }

    @Override
    public String kind() {
        return "hash";
    }

    @Override
    public String description() {
        return "Writes EMAIL_ADDRESS:9f86d081884c7d65, HMAC-SHA-256 under the workspace's key cut to `bytes`; the same in all"
                + " conversations of the workspace. Cannot be undone.";
    }

    @Override
    public Operator compile(Parameters parameters) {
        int bytes = parameters.whole("bytes", FEWEST_BYTES, MOST_BYTES, USUAL_BYTES);
        return (Operator.Writing) scene -> keys.of(scene.workspace()).map(key -> writer(key, bytes));
    }

    private static Writer writer(WorkspaceKey key, int bytes) {
        return (entity, original) -> new Replaced(entity + ":" + hash(key, entity, original, bytes), false);
    }

    private static String hash(WorkspaceKey key, String entity, String original, int bytes) {
        return HexFormat.of().formatHex(key.fingerprint(PURPOSE, entity, original), 0, bytes);
    }
}
