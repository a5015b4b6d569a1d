package org.llmops.guardrail.policies;

import java.util.List;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Detectors;
import org.llmops.guardrail.detecting.EmailType;
import org.llmops.guardrail.detecting.IbanType;
import org.llmops.guardrail.detecting.IpType;
import org.llmops.guardrail.detecting.PaymentCardType;
import org.llmops.guardrail.detecting.PhoneType;
import org.llmops.guardrail.substituting.Operators;
import org.llmops.guardrail.substituting.PlaceholderType;

/** What rails can ask for in tests that have no container. */
public final class Repertoires {
    private static final List<DetectorType> FIVE =
            List.of(new EmailType(), new PaymentCardType(), new IbanType(), new PhoneType(), new IpType());

    private Repertoires() {}

    /** E-mail addresses, cards, bank accounts, phone numbers and IP addresses. */
    public static Repertoire five() {
        return of(FIVE);
    }

    public static Repertoire of(List<DetectorType> types) {
        return new Repertoire(Detectors.of(types), Operators.of(List.of(new PlaceholderType())));
    }
}
