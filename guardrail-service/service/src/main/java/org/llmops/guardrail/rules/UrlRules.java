package org.llmops.guardrail.rules;

import java.net.IDN;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.normalising.Normaliser;

/** Which links a rail finds, and why. */
record UrlRules(List<String> allow, List<String> deny, boolean suspicious, boolean exfiltration, boolean all) {
    private static final int PAYLOAD_OF_IMAGE = 12;
    private static final int PAYLOAD_OF_LINK = 40;
    private static final int MAX_SETTING = 10;

    /** What images are asked for by, which carries nothing. */
    private static final Set<String> IMAGE_SETTINGS = Set.of(
            "w", "h", "width", "height", "size", "s", "q", "quality", "fit", "crop", "auto", "format", "fm", "v",
            "dpr");

    UrlRules {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    boolean findsNothing() {
        return allow.isEmpty() && deny.isEmpty() && !suspicious && !exfiltration && !all;
    }

    /** Null for a link that may stand. */
    @Nullable
    Verdict judge(Link link, boolean image) {
        if (deny.stream().anyMatch(link::isUnder)) {
            return new Verdict("host-denied", 1, "Leads to a host that is denied");
        }
        if (allow.stream().anyMatch(link::isUnder)) {
            // A user name before an allowed host deceives nobody; what it carries is another matter.
            return null;
        }
        Verdict doubt = suspicious ? doubt(link) : null;
        if (doubt != null) {
            return doubt;
        }
        if (exfiltration && payload(link, image) >= (image ? PAYLOAD_OF_IMAGE : PAYLOAD_OF_LINK)) {
            return image
                    ? new Verdict("image-exfiltration", 0.8, "Showing the image would carry data to its host")
                    : new Verdict("link-exfiltration", 0.5, "Following the link would carry data to its host");
        }
        if (!allow.isEmpty()) {
            return new Verdict("host-not-allowed", 1, "Leads to a host that is not on the list");
        }
        return all ? new Verdict("link", 1, "Is a link") : null;
    }

    private static @Nullable Verdict doubt(Link link) {
        if (!link.user().isEmpty()) {
            return new Verdict(
                    "user-in-link", 0.8, "What looks like a host may be the user's name before the true one");
        }
        if (link.isAddress()) {
            return new Verdict("address-host", 0.7, "Leads to an address instead of a name");
        }
        return isLookAlike(link.host())
                ? new Verdict("look-alike-host", 0.9, "Its host's name looks like another one")
                : null;
    }

    /** A name under a Latin domain whose letters are all read as ASCII, or that mixes Latin with others. */
    private static boolean isLookAlike(String host) {
        if (!host.contains("xn--")) {
            return false;
        }
        String unicode = IDN.toUnicode(host, IDN.ALLOW_UNASSIGNED);
        int top = unicode.lastIndexOf('.');
        if (top < 0 || !isAscii(unicode.substring(top))) {
            return false;
        }
        for (String label : unicode.substring(0, top).split("\\.", -1)) {
            if (!isAscii(label) && (passesForLatin(label) || mixesLatin(label))) {
                return true;
            }
        }
        return false;
    }

    /** Among Latin letters, which the domain's end is, each letter reads as one of them. */
    private static boolean passesForLatin(String label) {
        // The palochka is no letter of any language that is written under such domains, and looks like an l.
        String readable = label.replace('\u04CF', 'l');
        return isAscii(Normaliser.of("a".repeat(label.length()) + readable).text());
    }

    private static boolean mixesLatin(String label) {
        boolean latin = label.codePoints()
                .anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN);
        boolean alike = label.codePoints()
                .anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.CYRILLIC
                        || Character.UnicodeScript.of(letter) == Character.UnicodeScript.GREEK);
        return latin && alike;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    /** How many characters a link carries that say something: in its query, and in parts of its path that look encoded. */
    private static int payload(Link link, boolean image) {
        int carried = 0;
        for (String pair : link.query().split("[&;#]", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals);
            String value = pair.substring(equals + 1);
            boolean setting = image && IMAGE_SETTINGS.contains(name) && value.length() <= MAX_SETTING;
            if (!setting) {
                carried += image || looksEncoded(value) ? value.length() : 0;
            }
        }
        for (String part : link.path().split("/", -1)) {
            carried +=
                    part.length() >= PAYLOAD_OF_LINK && looksEncoded(part) && part.indexOf('.') < 0 ? part.length() : 0;
        }
        return carried;
    }

    /** Mixed letters and digits without a break, or text whose spaces are escaped. */
    private static boolean looksEncoded(String value) {
        boolean digits = value.chars().anyMatch(Character::isDigit);
        boolean letters = value.chars().anyMatch(Character::isLetter);
        return digits && letters && value.indexOf('-') < 0 || value.contains("%20") || value.contains("+");
    }

    /** Why a link is found. */
    record Verdict(String rule, double score, String reason) {}
}
