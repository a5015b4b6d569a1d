package org.llmops.eval.ingest;

import java.util.UUID;

/** What makes a call the same call. */
record CallKey(String workspace, UUID callId) {
    static CallKey of(ReceivedCall call) {
        return new CallKey(call.workspace().value(), call.callId());
    }
}
