package org.llmops.guardrail.pii;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.TokenDetector;

/**
 * Web addresses: {@code http}, {@code https} or {@code ftp} with a host, or a host alone under an existing top-level domain,
 * with what follows it. Punctuation that ends the sentence, and brackets that were open before, are left outside.
 */
final class UrlDetector extends TokenDetector {
    private static final int MAX_SCHEME = 8;

    /** What follows the host is cut here, so that a stream is not held back for ever. */
    private static final int MAX_PATH = 2048;

    @Override
    protected long starts(Outline outline, int block) {
        return (outline.of(Kind.PART, block) | outline.of(Kind.UNSPACED, block)) & ~outline.before(Kind.PART, block, 1);
    }

    private static boolean mayStart(GrowingText text, int position) {
        int before = text.at(position - 1);
        return CodePoint.isAlphanumeric(text.at(position))
                && !CodePoint.isWord(before)
                && before != '@'
                && before != '.'
                && before != '-';
    }

    @Override
    protected int inspect(GrowingText text, int start, Consumer<Match> found) {
        if (!mayStart(text, start)) {
            return start + 1;
        }
        int wordEnd = start;
        while (wordEnd - start <= EmailDomain.MAX_LENGTH && CodePoint.isAlphanumeric(text.at(wordEnd))) {
            wordEnd++;
        }
        int next = text.at(wordEnd);
        if (next == GrowingText.UNKNOWN || next == ':' && text.at(wordEnd + 1) == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        int host = start;
        boolean withScheme = next == ':' && isScheme(text, start, wordEnd);
        if (withScheme) {
            for (int slash = wordEnd + 1; slash <= wordEnd + 2; slash++) {
                if (text.at(slash) == GrowingText.UNKNOWN) {
                    return UNDECIDED;
                }
                withScheme &= text.at(slash) == '/';
            }
            host = withScheme ? wordEnd + 3 : start;
        }
        if (!withScheme && next != '.' && next != '-') {
            return wordEnd;
        }
        int hostEnd = EmailDomain.end(text, host);
        if (hostEnd == EmailDomain.UNDECIDED) {
            return UNDECIDED;
        }
        if (hostEnd == EmailDomain.NONE || text.at(hostEnd) == '@' || !EmailDomain.isKnown(text, host, hostEnd)) {
            return wordEnd;
        }
        int end = pathEnd(text, hostEnd);
        if (end == UNDECIDED) {
            return UNDECIDED;
        }
        double score = withScheme ? 0.9 : 0.6;
        found.accept(Match.of(
                "URL", "url", start, end, score, "Has the form of a web address with an existing top-level domain"));
        return end;
    }

    private static boolean isScheme(GrowingText text, int start, int end) {
        if (end - start > MAX_SCHEME) {
            return false;
        }
        return switch (text.substring(start, end).toLowerCase(java.util.Locale.ROOT)) {
            case "http", "https", "ftp", "ws", "wss" -> true;
            default -> false;
        };
    }

    private static int pathEnd(GrowingText text, int hostEnd) {
        int position = hostEnd;
        if (text.at(position) == ':') {
            position++;
            while (CodePoint.isAsciiDigit(text.at(position)) && position - hostEnd < 7) {
                position++;
            }
            if (text.at(position) == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            position = position == hostEnd + 1 ? hostEnd : position;
        }
        int first = text.at(position);
        if (first == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        if (first != '/' && first != '?' && first != '#') {
            return position;
        }
        int end = position;
        int open = 0;
        while (position - hostEnd < MAX_PATH) {
            int codePoint = text.at(position);
            if (codePoint == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            open += codePoint == '(' ? 1 : codePoint == ')' ? -1 : 0;
            if (!isPath(codePoint) || open < 0) {
                break;
            }
            position++;
            end = isClosing(codePoint) ? end : position;
        }
        return end;
    }

    private static boolean isPath(int codePoint) {
        if (codePoint < 0x80) {
            return CodePoint.isAsciiAlphanumeric(codePoint)
                    || codePoint > 0 && "-._~:/?#[]@!$&'()*+,;=%".indexOf(codePoint) >= 0;
        }
        return CodePoint.isAlphanumeric(codePoint) && !CodePoint.isUnspaced(codePoint);
    }

    /** May be part of an address, but not its last character. */
    private static boolean isClosing(int codePoint) {
        return ".,;:!?'".indexOf(codePoint) >= 0;
    }
}
