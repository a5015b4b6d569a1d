package org.llmops.router.call.bedrock;

import java.util.Optional;

/**
 * Keys of AWS. They print as nothing of use.
 *
 * @param sessionToken of temporary keys; empty: they are for good
 */
record AwsKeys(String id, String secret, String sessionToken) {
    /** From {@code ID:SECRET} or {@code ID:SECRET:TOKEN}; empty when it is another kind of credential. */
    static Optional<AwsKeys> of(String credential) {
        String[] parts = credential.split(":", 3);
        return parts.length < 2
                ? Optional.empty()
                : Optional.of(new AwsKeys(parts[0], parts[1], parts.length == 3 ? parts[2] : ""));
    }

    @Override
    public String toString() {
        return "AwsKeys[hidden]";
    }
}
