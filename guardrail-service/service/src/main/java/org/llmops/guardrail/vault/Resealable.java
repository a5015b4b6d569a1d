package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.SecretPlace;

/** Secrets in the database that a new key of the service is to protect; whatever is a bean is brought under it. */
public interface Resealable {
    /** Those of any workspace that another key protects. */
    Uni<List<Secret>> notUnder(Mutiny.Session session, String keyId);

    /**
     * One of them.
     *
     * @param replace puts the same secret under another key in its place, unless it was changed meanwhile
     */
    record Secret(SecretPlace place, SealedSecret sealed, BiFunction<Mutiny.Session, SealedSecret, Uni<Void>> replace) {
        @Override
        public String toString() {
            return place.toString();
        }
    }
}
