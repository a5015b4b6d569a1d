package org.llmops.router.pipeline;

import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of calls of a workspace whose policy is in force for as long as each of them lasts. */
abstract class UnderPolicy {
    @Inject
    Scenarios scenarios;

    @Inject
    FakePeers peers;

    @Inject
    GuardedGlobex globex;

    @BeforeEach
    void enforce() {
        globex.enforce();
    }

    @AfterEach
    void lift() {
        globex.lift();
    }
}
