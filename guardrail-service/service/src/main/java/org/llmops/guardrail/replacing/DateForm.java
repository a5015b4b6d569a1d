package org.llmops.guardrail.replacing;

import org.jspecify.annotations.Nullable;

/** Dates in figures, in whatever order: every group of one or two digits is from 1 to 12, a year stays within ten of its own. */
final class DateForm implements Form {
    private static final int MONTHS = 12;
    private static final int YEARS = 10;

    @Override
    public @Nullable String like(String original, Draws draws) {
        if (original.codePoints().anyMatch(Character::isLetter)) {
            return null;
        }
        StringBuilder like = new StringBuilder(original.length());
        int at = 0;
        while (at < original.length()) {
            int end = at;
            while (end < original.length() && original.charAt(end) >= '0' && original.charAt(end) <= '9') {
                end++;
            }
            if (end == at) {
                like.append(original.charAt(at++));
                continue;
            }
            String group = group(original.substring(at, end), draws);
            if (group == null) {
                return null;
            }
            like.append(group);
            at = end;
        }
        return like.toString();
    }

    private static @Nullable String group(String digits, Draws draws) {
        return switch (digits.length()) {
            case 1 -> Integer.toString(1 + draws.below(9));
            case 2 -> String.format("%02d", 1 + draws.below(MONTHS));
            case 4 -> String.format("%04d", Integer.parseInt(digits) - YEARS + draws.below(2 * YEARS + 1));
            default -> null;
        };
    }
}
