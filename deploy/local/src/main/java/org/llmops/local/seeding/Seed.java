package org.llmops.local.seeding;

import org.llmops.local.api.Suite;

/** One thing that a new stack is filled with. */
interface Seed {
    String what();

    /** Makes sure of it, and returns whether that took a change. */
    boolean ensure(Suite admin);
}
