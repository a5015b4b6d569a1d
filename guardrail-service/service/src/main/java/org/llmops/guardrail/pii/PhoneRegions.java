package org.llmops.guardrail.pii;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/** The countries in whose national notation phone numbers can be read. */
public final class PhoneRegions {
    /** What counts when a rail does not say. */
    public static final List<String> DEFAULT = List.of("US");

    private PhoneRegions() {}

    public static boolean exists(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region);
    }
}
