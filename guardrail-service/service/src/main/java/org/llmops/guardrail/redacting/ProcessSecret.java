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
    private static volatile @Nullable Mac unfed;

    private ProcessSecret() {}

    /** A keyed digest of 32 bytes, ready to be fed: a copy, since looking for one takes longer than most texts do. */
    static Mac mac() {
        Mac known = unfed;
        try {
            return (Mac) (known == null ? first() : known).clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("Every platform's " + ALGORITHM + " can be copied", impossible);
        }
    }

    private static synchronized Mac first() {
        Mac known = unfed;
        if (known != null) {
            return known;
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Mac made = Mac.getInstance(ALGORITHM);
            made.init(new SecretKeySpec(key, ALGORITHM));
            unfed = made;
            return made;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every platform has " + ALGORITHM, impossible);
        }
    }
}
