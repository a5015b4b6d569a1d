package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.QUIET_PERIOD_INVALID;

import java.time.Duration;

/** How long a channel is not told of an alert again, unless that gets worse. */
public final class QuietPeriod {
    static final Duration USUAL = Duration.ofHours(4);

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_DIGITS = 5;

    private QuietPeriod() {}

    /** Reads minutes, hours or days, such as {@code 30m}, {@code 4h} or {@code 7d}. */
    static Duration parse(String text) {
        String number = text.isEmpty() ? "" : text.substring(0, text.length() - 1);
        boolean written = !number.isEmpty()
                && number.length() <= MOST_DIGITS
                && number.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        Duration period = written ? of(Integer.parseInt(number), text.charAt(text.length() - 1)) : LONGEST.plusDays(1);
        if (period.compareTo(LONGEST) > 0) {
            throw QUIET_PERIOD_INVALID.at(
                    "quiet_period",
                    "Write minutes, hours or days, such as 30m, 4h or 7d; at most 30d, and 0m for none");
        }
        return period;
    }

    private static Duration of(int number, char unit) {
        return switch (unit) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> LONGEST.plusDays(1);
        };
    }

    /** In the largest unit that it is a whole number of. */
    static String written(Duration period) {
        long minutes = period.toMinutes();
        if (minutes > 0 && minutes % Duration.ofDays(1).toMinutes() == 0) {
            return period.toDays() + "d";
        }
        return minutes > 0 && minutes % Duration.ofHours(1).toMinutes() == 0 ? period.toHours() + "h" : minutes + "m";
    }
}
