package org.llmops.cost.rollups;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Gives a transaction memory to add up in, where the server's own limit would make it sort on disk. */
public final class Roomy {
    private static final String MEMORY = "64MB";

    private Roomy() {}

    public static Uni<Void> in(Mutiny.Session session) {
        return session.createNativeQuery("select set_config('work_mem', '" + MEMORY + "', true)", String.class)
                .getSingleResult()
                .replaceWithVoid();
    }
}
