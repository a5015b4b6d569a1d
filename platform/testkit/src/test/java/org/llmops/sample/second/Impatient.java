package org.llmops.sample.second;

import io.smallrye.mutiny.Uni;

/** Waits and subscribes where it should return. */
class Impatient {
    static String waits(Uni<String> uni) {
        return uni.await().indefinitely();
    }

    static void subscribes(Uni<String> uni) {
        uni.subscribe().with(item -> {});
    }
}
