package org.llmops.sample.v1;

import io.smallrye.mutiny.Uni;

/** A contract, as it would be generated from a proto. */
public interface Greeter {
    Uni<String> greet(String name);
}
