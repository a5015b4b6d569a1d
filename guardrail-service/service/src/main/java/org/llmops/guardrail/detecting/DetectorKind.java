package org.llmops.guardrail.detecting;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;

/** The detectors a rail can ask for, by the names that policies use. */
public enum DetectorKind {
    @JsonProperty("email")
    EMAIL("email"),
    @JsonProperty("payment_card")
    PAYMENT_CARD("payment_card"),
    @JsonProperty("iban")
    IBAN("iban"),
    @JsonProperty("phone")
    PHONE("phone"),
    @JsonProperty("ip_address")
    IP_ADDRESS("ip_address");

    private final String wireName;

    DetectorKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The inverse of {@link #wireName()}. */
    public static DetectorKind of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No detector is called '" + wireName + "'"));
    }

    /**
     * A detector of this kind.
     *
     * @param phoneRegions countries (ISO 3166) whose national notation counts; only phone numbers look at them
     */
    public LocalDetector detector(List<String> phoneRegions) {
        return switch (this) {
            case EMAIL -> new EmailDetector();
            case PAYMENT_CARD -> new PaymentCardDetector();
            case IBAN -> new IbanDetector();
            case PHONE -> new PhoneDetector(phoneRegions);
            case IP_ADDRESS -> new IpDetector();
        };
    }
}
