package org.llmops.guardrail.redacting;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key that is made when it is first needed, and that nobody outside of this process ever has. */
final class ProcessSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    // Not made with the class: classes of a native image are made when it is built.
    private static @Nullable SecretKeySpec key;

    private ProcessSecret() {}

    /** A keyed digest of 32 bytes, ready to be fed. */
    static Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every platform has " + ALGORITHM, impossible);
        }
    }

    private static synchronized SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            byte[] bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            known = new SecretKeySpec(bytes, ALGORITHM);
            key = known;
        }
        return known;
    }
}
