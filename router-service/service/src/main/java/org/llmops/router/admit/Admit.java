package org.llmops.router.admit;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.recording.CallRecords;
import org.llmops.router.refusal.RefusalReason;

/** Lets a call in when its record can be kept, and nothing is known yet that will refuse it; nobody is asked for that. */
@Singleton
public class Admit implements Stage {
    private final CallRecords records;
    private final FloodGate gate;

    Admit(CallRecords records, FloodGate gate) {
        this.records = records;
        this.gate = gate;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        if (!records.accepting()) {
            return Progress.refused(RefusalReason.RECORDING_AWAY.because(
                    "Calls cannot be recorded at the moment, so none are made. Try again shortly."));
        }
        return gate.refusal(exchange).map(Progress::refused).orElse(Progress.ONWARD);
    }
}
