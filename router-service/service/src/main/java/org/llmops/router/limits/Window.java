package org.llmops.router.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A stretch of time as people write it: {@code 1s}, {@code 5m}, {@code 12h}, {@code 31d}. */
final class Window {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(31);

    private static final Pattern WRITTEN = Pattern.compile("[1-9][0-9]{0,6}[smhd]");

    private Window() {}

    /** Empty when it is not written like one, or too long. */
    static Optional<Duration> parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        Duration window = switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return Optional.of(window).filter(any -> any.compareTo(LONGEST) <= 0);
    }

    /** In the largest unit that needs no fraction. */
    static String text(Duration window) {
        long seconds = window.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** After {@code per}. */
    static String words(Duration window) {
        String text = text(window);
        return switch (text) {
            case "1s" -> "second";
            case "1m" -> "minute";
            case "1h" -> "hour";
            case "1d" -> "day";
            default -> text;
        };
    }
}
