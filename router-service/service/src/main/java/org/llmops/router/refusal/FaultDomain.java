package org.llmops.router.refusal;

import java.util.Locale;

/** Who has to change something before such a call can succeed. */
public enum FaultDomain {
    /** The application that calls: its request or its key is wrong. */
    CALLER,
    /** Nobody, or whoever sets limits, budgets and policies: the call was understood and is not wanted. */
    POLICY,
    /** The model provider. */
    PROVIDER,
    /** Whoever runs this suite. */
    GATEWAY;

    /** As call records and metrics name it. */
    public String recordedName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
