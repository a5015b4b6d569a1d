package org.llmops.guardrail.replacing;

import java.util.List;
import java.util.Locale;

/** IP addresses that RFC 5737 (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) and RFC 3849 (2001:db8::/32) keep for documentation. */
final class IpForm implements Form {
    private static final List<String> V4 = List.of("192.0.2.", "198.51.100.", "203.0.113.");
    private static final String V6 = "2001:db8:";

    @Override
    public String like(String original, Draws draws) {
        if (original.indexOf(':') < 0) {
            return draws.oneOf(V4) + draws.below(256);
        }
        StringBuilder address = new StringBuilder(V6);
        for (int group = 0; group < 6; group++) {
            address.append(group == 0 ? "" : ":").append(Integer.toHexString(draws.below(0x10000)));
        }
        return address.toString();
    }

    @Override
    public boolean isNobodys(String value) {
        return value.toLowerCase(Locale.ROOT).startsWith(V6) || V4.stream().anyMatch(value::startsWith);
    }
}
