package org.llmops.router.record;

import jakarta.inject.Singleton;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.v1.CallStatus;

/** Says how a call ended. */
@Singleton
public class Conclude implements Closing {

    @Override
    public void after(Exchange exchange) {
        if (exchange.clientGone()) {
            exchange.story().setStatus(CallStatus.CALL_STATUS_CANCELLED);
        }
        exchange.refusal()
                .ifPresent(refusal -> exchange.story()
                        .setErrorCode(refusal.code())
                        .setFaultDomain(refusal.reason().domain().recordedName()));
        if (exchange.story().getStatus() == CallStatus.CALL_STATUS_UNSPECIFIED) {
            exchange.story()
                    .setStatus(exchange.refusal()
                            .map(refusal -> refusal.reason().callStatus())
                            .orElse(CallStatus.CALL_STATUS_OK));
        }
    }
}
