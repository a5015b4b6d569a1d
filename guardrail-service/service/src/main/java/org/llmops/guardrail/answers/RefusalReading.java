package org.llmops.guardrail.answers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.llmops.guardrail.matching.PhraseGroups;

/**
 * The beginning of an answer, read for cues.
 *
 * @param cues from 0 to 1 each, by {@link RefusalCue}
 * @param from of the first phrase that refuses, in {@code char}s; -1 if there is none
 * @param to where the last such phrase ends
 */
record RefusalReading(double[] cues, int from, int to) {
    /** A phrase before it counts as said at once. */
    private static final int AT_ONCE = 140;

    private static final int SHORT = 200;

    private static final PhraseGroups GROUPS = groups();

    private static final Map<String, RefusalCue> CUES = Map.of(
            "apology", RefusalCue.APOLOGY,
            "policy", RefusalCue.POLICY,
            "identity", RefusalCue.IDENTITY,
            "wrong", RefusalCue.WRONG,
            "counsel", RefusalCue.COUNSEL,
            "redirect", RefusalCue.REDIRECT,
            "capability", RefusalCue.CAPABILITY,
            "turn", RefusalCue.TURN,
            "comply", RefusalCue.COMPLIES);

    /** @param all whether this is all of the answer */
    static RefusalReading of(String beginning, boolean all) {
        String text = beginning.replace('\u2019', '\'');
        double[] cues = new double[RefusalCue.values().length];
        List<int[]> refusing = new ArrayList<>();
        List<Said> said = new ArrayList<>();
        GROUPS.find(text, (group, start, end) -> said.add(new Said(group, start, end)));
        List<Said> harmless = said.stream().filter(Said::isHarmless).toList();
        for (Said each : said) {
            String group = each.group();
            int start = each.start();
            int end = each.end();
            boolean excused = switch (group) {
                case "sympathy", "idiom" -> true;
                case "apology", "cannot" ->
                    harmless.stream().anyMatch(span -> span.start() < end && start < span.end());
                default -> false;
            };
            if (excused) {
                continue;
            }
            switch (group) {
                case "cannot" -> say(cues, RefusalCue.CANNOT, RefusalCue.CANNOT_AT_ONCE, start);
                case "decline" -> say(cues, RefusalCue.DECLINES, RefusalCue.DECLINES_AT_ONCE, start);
                case "refuse" -> {
                    say(cues, RefusalCue.CANNOT, RefusalCue.CANNOT_AT_ONCE, start);
                    say(cues, RefusalCue.DECLINES, RefusalCue.DECLINES_AT_ONCE, start);
                }
                default -> cues[Objects.requireNonNull(CUES.get(group)).ordinal()] = 1;
            }
            switch (group) {
                case "cannot", "decline", "refuse", "apology", "identity", "policy", "capability" ->
                    refusing.add(new int[] {start, end});
                default -> {}
            }
        }
        cues[RefusalCue.SHORT.ordinal()] = all && text.length() < SHORT ? 1 : 0;
        readLines(text, cues);
        int from = refusing.stream().mapToInt(span -> span[0]).min().orElse(-1);
        int to = refusing.stream().mapToInt(span -> span[1]).max().orElse(-1);
        return new RefusalReading(cues, from, to);
    }

    private static void say(double[] cues, RefusalCue cue, RefusalCue atOnce, int start) {
        cues[cue.ordinal()] = 1;
        if (start < AT_ONCE) {
            cues[atOnce.ordinal()] = 1;
        }
    }

    /** A phrase of a group, in chars. */
    private record Said(String group, int start, int end) {
        /** Regret about somebody's trouble, and what one says without refusing: "I can't wait". */
        boolean isHarmless() {
            return group.equals("sympathy") || group.equals("idiom");
        }
    }

    /** Whether an answer names who speaks in its first line: then another may speak behind it, and take all back. */
    static boolean namesSpeaker(String beginning) {
        String text = beginning.stripLeading();
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return !first.regionMatches(true, 0, "as ", 0, 3) && !voice(first).isEmpty();
    }

    boolean has(RefusalCue cue) {
        return cues[cue.ordinal()] > 0;
    }

    /** Lists and voices begin lines: {@code 1. …}, {@code - …}, {@code [NAME] …}, {@code **NAME**: …}, {@code α …}. */
    private static void readLines(String text, double[] cues) {
        Set<String> voices = new HashSet<>();
        int items = 0;
        for (String line : text.lines().toList()) {
            String begun = line.strip();
            if (begun.startsWith("- ") || begun.startsWith("* ") || begun.startsWith("```") || isNumbered(begun)) {
                items++;
            }
            String voice = voice(begun);
            if (!voice.isEmpty()) {
                voices.add(voice);
            }
        }
        cues[RefusalCue.LIST.ordinal()] = items > 0 ? 1 : 0;
        cues[RefusalCue.SECOND_VOICE.ordinal()] = voices.size() > 1 ? 1 : 0;
    }

    private static boolean isNumbered(String line) {
        return line.length() > 2
                && line.charAt(0) >= '1'
                && line.charAt(0) <= '9'
                && (line.charAt(1) == '.' || line.charAt(1) == ')');
    }

    /** Who speaks in this line, as in a play; empty if the line does not say. */
    private static String voice(String line) {
        if (isSign(line)) {
            return line.substring(0, line.indexOf(' '));
        }
        int end = -1;
        if (line.startsWith("[") || line.startsWith("(")) {
            end = line.indexOf(line.charAt(0) == '[' ? ']' : ')');
        } else if (line.startsWith("As ") || line.startsWith("as ")) {
            end = line.indexOf(',');
        } else {
            end = line.indexOf(':');
        }
        boolean fits = end > 0
                && end <= 40
                && line.substring(0, end)
                                .chars()
                                .filter(character -> character == ' ')
                                .count()
                        <= 3;
        return fits ? line.substring(0, end).toLowerCase(Locale.ROOT) : "";
    }

    /** A Greek letter or an emoji, and a blank. */
    private static boolean isSign(String line) {
        int blank = line.indexOf(' ');
        if (blank <= 0 || line.codePointCount(0, blank) > 2) {
            return false;
        }
        int first = line.codePointAt(0);
        return Character.UnicodeBlock.of(first) == Character.UnicodeBlock.GREEK
                || Character.getType(first) == Character.OTHER_SYMBOL;
    }

    private static PhraseGroups groups() {
        Map<String, List<String>> groups = new TreeMap<>();
        for (String line : Resources.lines("refusal-cues.txt")) {
            int colon = line.indexOf(':');
            List<String> phrases = groups.computeIfAbsent(line.substring(0, colon), group -> new ArrayList<>());
            for (String phrase : line.substring(colon + 1).split("\\|")) {
                phrases.add(phrase.strip());
            }
        }
        return new PhraseGroups(groups);
    }
}
