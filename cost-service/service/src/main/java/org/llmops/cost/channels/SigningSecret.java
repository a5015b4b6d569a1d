package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_SECRET_MALFORMED;

import java.util.Base64;
import org.llmops.platform.problem.Problem;

/** The key that a webhook's messages are signed with, as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in Base64. */
public final class SigningSecret {
    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final byte[] key;

    private SigningSecret(byte[] key) {
        this.key = key;
    }

    public static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw malformed();
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            if (key.length >= FEWEST_BYTES && key.length <= MOST_BYTES) {
                return new SigningSecret(key);
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, without the text: it is nearly a secret.
        }
        throw malformed();
    }

    public byte[] key() {
        return key.clone();
    }

    /** To be sealed at once. */
    String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }

    private static Problem malformed() {
        return CHANNEL_SECRET_MALFORMED.at(
                "secret", "Write whsec_ and 24 to 64 random bytes in Base64, such as whsec_$(openssl rand -base64 32)");
    }
}
