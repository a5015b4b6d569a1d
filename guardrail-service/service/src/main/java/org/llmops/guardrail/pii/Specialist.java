package org.llmops.guardrail.pii;

import java.util.List;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.naming.PersonDetector;

/** Kinds of personal data that have a grammar of their own, and so a detector of their own. */
enum Specialist {
    EMAIL_ADDRESS("contact"),
    PHONE_NUMBER("contact"),
    IP_ADDRESS("device"),
    PAYMENT_CARD("bank"),
    IBAN("bank"),
    URL("web"),
    PERSON("person"),
    STREET_ADDRESS("place");

    private final String group;

    Specialist(String group) {
        this.group = group;
    }

    String group() {
        return group;
    }

    /** @param phoneRegions countries whose national notation of phone numbers counts */
    LocalDetector detector(List<String> phoneRegions) {
        return switch (this) {
            case EMAIL_ADDRESS -> new EmailDetector();
            case PHONE_NUMBER -> new PhoneDetector(phoneRegions);
            case IP_ADDRESS -> new IpDetector();
            case PAYMENT_CARD -> new PaymentCardDetector();
            case IBAN -> new IbanDetector();
            case URL -> new UrlDetector();
            case PERSON -> new PersonDetector();
            case STREET_ADDRESS -> new AddressDetector();
        };
    }
}
